// The rules' numbers as the next version but one has them: it gives what the version before it only knew.
export const RULES_KNOWN = 2;
export const RULES = 2;
