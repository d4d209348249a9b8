/** One message on its way out. `messageId` is its stable id: the same on every attempt, so that a receiver can tell a repeat. */
export interface OutgoingMessage {
  readonly messageId: string;
  /** One bare address, as the channel understands it. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** BCP 47. */
  readonly locale: string;
}

/**
 * A way out. A message is delivered at least once: when the answer to an attempt is lost, it is sent again under the same id.
 * @throws PermanentRefusal where another attempt cannot help; any other error means: try again later
 */
export interface Channel {
  send(message: OutgoingMessage): Promise<'sent'>;
}

/**
 * The channel will never take this message: a bad address, an answer that says no for good.
 * It does not mean that nobody received it: an earlier attempt whose answer was lost may have arrived.
 */
export class PermanentRefusal extends Error {
  override readonly name = 'PermanentRefusal';
  readonly code: string;
  /** What the other side said, without addresses or text of the message: it is shown and logged. */
  readonly excerpt: string;

  constructor(code: string, excerpt: string) {
    super(`${code}: ${excerpt}`);
    this.code = code;
    this.excerpt = excerpt;
  }
}
