/**
 * Access technologies as the Breitbandatlas names them. The order is the code in columns and in the
 * database; append only.
 */
export const TECHNOLOGIES = ['ftth', 'fttb', 'fttc', 'hfc', 'dsl', 'fwa', 'sonst'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];
