/** Sentences of issues about rule sets. */
export const RULEBOOK_ISSUE_TEXTS = {
  'no-rule-set-on': {
    status: 404,
    de: 'Für den {value} ist kein Regelwerk hinterlegt. Hinterlegt sind: {known}.',
    en: 'No rule set is on file for {value}. On file are: {known}.',
  },
  'rules-or-date': {
    status: 400,
    de: 'Es fehlt das Regelwerk: rules nennt es, oder date den Tag, dessen Regelwerk gelten soll. Bekannt sind: {known}.',
    en: 'The rule set is missing: rules names it, or date the day whose rule set is to apply. Known are: {known}.',
  },
  'two-to-compare': {
    status: 400,
    de: 'Verglichen werden genau zwei: {name} zweimal angeben ({given} angegeben).',
    en: 'Exactly two are compared: give {name} twice ({given} given).',
  },
} as const;
