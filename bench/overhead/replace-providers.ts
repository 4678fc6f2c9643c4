import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';

/** Providers that stand in for others, by token. */
export type Replacements = ReadonlyMap<InjectionToken, Provider>;

type Import = NonNullable<DynamicModule['imports']>[number];

/** The same modules with some providers replaced, however deep they lie. A module that was shared stays shared. */
export function replaceProviders(root: DynamicModule, replacements: Replacements): DynamicModule {
  const done = new Map<Import, Import>();
  const visit = (one: Import): Import => {
    if (!isDynamic(one)) return one;
    if (!done.has(one)) done.set(one, changed(one));
    return done.get(one)!;
  };
  const changed = (one: DynamicModule): DynamicModule => ({
    ...one,
    imports: one.imports?.map(visit),
    providers: one.providers?.map((provider) => replacements.get(tokenOf(provider)) ?? provider),
  });
  return changed(root);
}

function isDynamic(one: Import): one is DynamicModule {
  return typeof one === 'object' && 'module' in one;
}

function tokenOf(provider: Provider): InjectionToken {
  return typeof provider === 'function' ? provider : provider.provide;
}
