export const TIERS = ['exact', 'canonical', 'semantic'] as const;
/** A way to find an entry. */
export type Tier = (typeof TIERS)[number];
