// Goal: a mail arrives under an id that never changes, and only an answer about the mail itself ends its attempts.
// Method: the real SMTP channel against a real SMTP server on loopback that accepts, refuses or breaks the connection.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OutgoingMessage, PermanentRefusal } from '../../channels/channel.ts';
import { isMailAddress, messageIdHeader, smtpChannel } from '../../channels/smtp.ts';
import { startTestServer, type TestServer } from './smtp-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const message: OutgoingMessage = {
  messageId: 'msg-so-1-7',
  to: 'relay+1@marketplace.example',
  subject: 'Resumen: instalación',
  text: 'नमस्ते, ¿qué tal?\n.\nA line after a lone dot.',
  locale: 'es-US',
};

const channel = () =>
  smtpChannel({ url: server.url, from: 'Holdfast <desk@holdfast.example>', domain: 'holdfast.example', stepTimeoutMs: 2_000 });

/** What was thrown; errors of Node itself are of another realm here, so not `instanceof Error`. */
async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ thrown: null }),
    (thrown: unknown) => ({ thrown }),
  );
  if (outcome.thrown === null) throw new Error('nothing was thrown');
  return outcome.thrown;
}

describe('the SMTP channel', () => {
  it('delivers plain text in any script, with sender, language and stable Message-ID', async () => {
    await expect(channel().send(message)).resolves.toBe('sent');
    const [mail] = server.received;
    expect(mail).toMatchObject({ messageId: '<msg-so-1-7@holdfast.example>', subject: message.subject, recipients: [message.to] });
    expect(mail?.text?.trim()).toBe(message.text);
    expect(mail?.from).toContain('desk@holdfast.example');
    expect(mail?.headers).toContainEqual('Content-Language: es-US');
  });

  it.each([
    ['the recipient', { at: 'RCPT', code: 550, text: '5.1.1 <relay+1@marketplace.example> unknown' } as const, 'RCPT TO 550 5.1.1'],
    ['the content', { at: 'DATA', code: 554, text: 'no' } as const, 'DATA 554'],
  ])('takes a 5xx to %s as a refusal for good, and keeps the codes without the address', async (_what, behaviour, excerpt) => {
    server.behave(behaviour);
    const error = await errorOf(channel().send(message));
    expect(error).toBeInstanceOf(PermanentRefusal);
    expect(error).toMatchObject({ code: 'SMTP_REFUSED', excerpt });
  });

  it.each([
    ['a 451 to the recipient', { at: 'RCPT', code: 451, text: 'later' } as const],
    ['a 421 to the content', { at: 'DATA', code: 421, text: 'later' } as const],
    ['a 5xx to the greeting, which is not about the mail', { at: 'CONNECT', code: 554, text: 'who are you' } as const],
  ])('takes %s as a reason to try again', async (_what, behaviour) => {
    server.behave(behaviour, 'accept');
    expect(await errorOf(channel().send(message))).not.toBeInstanceOf(PermanentRefusal);
    await expect(channel().send(message)).resolves.toBe('sent');
  });

  it('sends again under the same Message-ID when the connection broke after the final dot', async () => {
    server.behave('drop-after-final-dot', 'accept');
    expect(await errorOf(channel().send(message))).not.toBeInstanceOf(PermanentRefusal);
    await channel().send(message);
    expect(server.received.map(({ messageId }) => messageId)).toEqual(['<msg-so-1-7@holdfast.example>', '<msg-so-1-7@holdfast.example>']);
  });

  it('delivers once when the connection broke before the final dot', async () => {
    server.behave('drop-before-final-dot', 'accept');
    expect(await errorOf(channel().send(message))).not.toBeInstanceOf(PermanentRefusal);
    await channel().send(message);
    expect(server.received).toHaveLength(1);
  });

  it('tries again later when nobody listens', async () => {
    const { url } = server;
    await server.close();
    const error = await errorOf(smtpChannel({ url, from: 'desk@holdfast.example', stepTimeoutMs: 2_000 }).send(message));
    expect(error).not.toBeInstanceOf(PermanentRefusal);
  });

  it.each([
    '',
    'nobody',
    'a@b c.example',
    'A <a@b.example>',
    'a@b.example,c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    `${'a'.repeat(65)}@b.example`,
  ])('refuses %j for good: it is not one bare address', async (to) => {
    expect(await errorOf(channel().send({ ...message, to }))).toMatchObject({ name: 'PermanentRefusal', code: 'INVALID_ADDRESS' });
    expect(server.received).toHaveLength(0);
  });

  it('lets no header in by subject, id or locale', async () => {
    const injected = 'x\r\nBcc: spy@evil.example\r\n\r\nbody';
    await channel().send({ ...message, subject: injected, messageId: injected, locale: injected });
    const [mail] = server.received;
    expect(mail?.headers.filter((line) => /^bcc/i.test(line))).toEqual([]);
    expect(mail?.recipients).toEqual([message.to]);
    expect(mail?.text?.trim()).toBe(message.text);
  });
});

describe('the Message-ID', () => {
  it('is made of the id alone and stays different for different ids', () => {
    const ids = ['a', 'a.b', 'a b', 'a%20b', 'ä', 'a@b', 'order/1'];
    const headers = ids.map((id) => messageIdHeader(id, 'holdfast.example'));
    expect(new Set(headers).size).toBe(ids.length);
    for (const header of headers) expect(header).toMatch(/^<[A-Za-z0-9_%-]+@holdfast\.example>$/);
  });
});

describe('a mail address', () => {
  it.each([
    ['relay+1@marketplace.example', true],
    ['a@localhost', true],
    [`${'a'.repeat(64)}@b.example`, true],
    [`${'a'.repeat(65)}@b.example`, false],
    ['a@-b.example', false],
    ['a@b..example', false],
    [`a@${'b.'.repeat(126)}example`, false],
  ])('%s: %s', (address, expected) => {
    expect(isMailAddress(address)).toBe(expected);
  });
});
