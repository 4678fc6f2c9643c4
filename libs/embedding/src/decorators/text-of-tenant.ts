/** One name per tenant and text, for what is shared within a tenant. */
export function textOfTenant(text: string, tenant?: string): string {
  return JSON.stringify([tenant ?? null, text]);
}
