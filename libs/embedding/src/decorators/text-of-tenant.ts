/** A map key for tenant and text. */
export function textOfTenant(text: string, tenant?: string): string {
  return JSON.stringify([tenant ?? null, text]);
}
