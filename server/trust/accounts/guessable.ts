/** Words that lists of leaked passwords are full of, and those of this program and its place. */
const COMMON = `
  passwort password kennwort geheim secret admin administrator root test demo gast guest user login start
  hallo hello willkommen welcome letmein changeme iloveyou ichliebedich schatz qwertz qwerty qwertzuiop
  qwertyuiop asdf asdfgh asdfghjkl yxcvbnm zxcvbnm abc abcdef monkey dragon master sunshine princess
  football fussball sommer winter herbst summer frühling fruehling montag januar hannover deutschland
  germany stadt breitband glasfaser gigabit lückenlos lueckenlos luckenlos`
  .split(/\s+/)
  .filter(Boolean);

/**
 * Whether a password is among the first that somebody tries (NIST SP 800-63B, 5.1.1.2: repetition, sequences, words of
 * the account and of the service, common ones). What is long and odd enough stays anybody's own choice.
 * @param about name and e-mail address of the account
 */
export function isGuessable(password: string, about: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase().trim();
  if (new Set(text).size < 5 || isSequence(text)) return true;
  const own = about.flatMap((each) => [each, ...each.split(/[@.\s_-]+/)]).map((each) => each.toLowerCase());
  const words = [...COMMON, ...own.filter((each) => each.length >= 3)].sort((a, b) => b.length - a.length);
  let left = text;
  for (const word of words) left = left.replaceAll(word, '');
  // Digits and signs around such words are what everybody puts there.
  const letters = left.match(/\p{L}/gu) ?? [];
  return letters.length < 3 && left.length < text.length && left.length < 9;
}

/** Every character the next or the one before of the last: 123456789012, abcdefghijkl, 987654321098. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).map((c, i) => (c.charCodeAt(0) - text.charCodeAt(i) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}
