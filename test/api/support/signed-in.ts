import type { Edge } from './edge.ts';

/** Signs in to the console by its form. @returns the cookie */
export async function signedIn(edge: Edge, role = 'support', subject = 'agent-7'): Promise<string> {
  const response = await fetch(`${edge.base}/console/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', origin: edge.base },
    body: new URLSearchParams({ role, subject, to: '/console' }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`not signed in: ${response.status}`);
  return cookie;
}
