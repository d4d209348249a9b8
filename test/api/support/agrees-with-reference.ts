import { apiDocument } from '../../../api/reference/docs.ts';
import { ROUTES } from '../../../api/routes/index.ts';
import { problem } from '../../../api/schemas/answers.ts';
import type { Json } from './edge.ts';

const matchers = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+').replace(/\./g, '\\.')}$`),
}));

/** Every answer in every test is compared with what the reference says of its route. @throws where it differs */
export function agreesWithReference(method: string, path: string, status: number, body: Json): void {
  const found = matchers.find(({ route, pattern }) => route.method === method.toLowerCase() && pattern.test(path));
  if (status >= 400 && path.startsWith('/v1')) {
    const read = problem.safeParse(body);
    if (!read.success) throw new Error(`${method} ${path} ${status} is no problem document: ${read.error.message}`);
    if (found && !documented(found.route.method, found.route.path).includes(String(status)))
      throw new Error(`${method} ${found.route.path} answered ${status}, which the reference does not name`);
    return;
  }
  if (!found) return;
  const schema = found.route.answers[status]?.schema;
  if (!schema) throw new Error(`${method} ${found.route.path} answered ${status}, which the reference does not name`);
  const read = schema.safeParse(body);
  if (!read.success) throw new Error(`${method} ${found.route.path} ${status} differs from the reference: ${read.error.message}`);
}

function documented(method: 'get' | 'post' | 'put', path: string): readonly string[] {
  return Object.keys(apiDocument().paths?.[path]?.[method]?.responses ?? {});
}
