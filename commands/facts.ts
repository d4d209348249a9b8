import type { FileClaimBody } from '../domain/claim/bodies.ts';
import type { CommandBodies, CommandName } from '../domain/order/bodies.ts';
import type { Facts, TechnicianFact } from '../domain/order/command.ts';
import { activeAppointment } from '../domain/order/state.ts';
import type { Actor } from '../domain/shared/actor.ts';
import type { GivenCommand, OrderRecord, ProviderRow, Store } from '../store/contract/store.ts';
import { documentIdsIn } from '../store/repositories/documents.ts';
import { documentFacts } from './document-facts.ts';

/**
 * What a command's rules need from the store, read when it is sent: it travels beside the command, so that replay sees what
 * was seen. What changes afterwards is judged at the next gate.
 * @param before the commands before it in the same request: it is judged after them
 */
export async function factsFor(
  store: Store,
  order: OrderRecord,
  { command, body }: GivenCommand,
  { commandId, before, actor }: { readonly commandId: string; readonly before: readonly GivenCommand[]; readonly actor: Actor },
): Promise<Facts> {
  const { state } = order;
  const providerId = lastOf(before, 'reassign-provider')?.providerId ?? state.providerId;
  const provider = () => store.providers.get(providerId);
  switch (command) {
    case 'assign-technicians':
      return { technicians: technicianFacts(await provider(), idsOf(body)), techniciansOf: providerId };
    case 'arrive': {
      // Judged again at the door: a check may have lapsed since they were assigned.
      const ids = lastOf(before, 'assign-technicians')?.technicianIds ?? activeAppointment(state)?.technicianIds ?? [];
      return { technicians: technicianFacts(await provider(), ids), techniciansOf: providerId };
    }
    case 'reassign-provider':
      return { provider: await providerFact(store, 'providerId' in body ? body.providerId : '', state.marketplaceId) };
    case 'complete':
      return partnerFact(await provider());
    case 'sign-off':
      return {
        ...('complete' in body && body.complete ? partnerFact(await provider()) : {}),
        ...(await documentsIn(store, order, body, actor)),
      };
    case 'advance-clock':
      return { oldestUndecidedAt: await store.inbox.oldestUndecidedAt({ orderId: state.orderId }, commandId) };
    case 'file-claim':
      return 'claimant' in body ? filingFacts(store, order, body, actor) : {};
    case 'report-defect':
      return documentsIn(store, order, body, actor);
    default:
      return {};
  }
}

/** The documents that a body names; nothing is asked where it names none. */
async function documentsIn(store: Store, order: OrderRecord, body: object, actor: Actor): Promise<Facts> {
  const ids = documentIdsIn(body);
  return ids.length === 0 ? {} : { documents: await documentFacts(store, ids, { order, actor, ...authorisationIn(body) }) };
}

/** The technician passes on what the customer said. */
function authorisationIn(body: object): { readonly mediaAuthorised?: boolean } {
  return 'mediaAuthorised' in body && typeof body.mediaAuthorised === 'boolean' ? { mediaAuthorised: body.mediaAuthorised } : {};
}

/** A claim's id is its own everywhere, and its documents are uploaded before. */
async function filingFacts(store: Store, order: OrderRecord, body: FileClaimBody, actor: Actor): Promise<Facts> {
  const { claimId } = body;
  const [isOwn, documents] = await Promise.all([
    claimId === undefined ? true : store.claims.reserve(claimId, order.orderId),
    documentFacts(store, documentIdsIn(body), { order, actor }),
  ]);
  // Whether this order has used the id before, it knows itself.
  return { claimIdTaken: !isOwn, documents };
}

/** Whose facts depend on what the order is, which the store may learn later than the order knows it. */
export function dependsOnState(commands: readonly GivenCommand[]): boolean {
  return commands.some(({ command }) => command === 'assign-technicians' || command === 'arrive');
}

function lastOf<N extends CommandName>(commands: readonly GivenCommand[], name: N): CommandBodies[N] | undefined {
  return commands.findLast((one): one is GivenCommand<N> => one.command === name)?.body;
}

function technicianFacts(provider: ProviderRow | null, technicianIds: readonly string[]): readonly TechnicianFact[] {
  return technicianIds.map((technicianId) => {
    const technician = provider?.technicians.find((one) => one.technicianId === technicianId);
    if (!technician) return { technicianId, known: false, backgroundCheck: null, licences: [] };
    return { technicianId, known: true, backgroundCheck: technician.backgroundCheck, licences: technician.licences };
  });
}

async function providerFact(
  store: Pick<Store, 'providers'>,
  providerId: string,
  marketplaceId: string,
): Promise<NonNullable<Facts['provider']>> {
  const provider = await store.providers.get(providerId);
  return { providerId, known: provider !== null, servesMarketplace: provider?.marketplaceIds.includes(marketplaceId) ?? false };
}

/** The badge is shown by a provider that is enrolled and has published what it guarantees. Source: Partner Network FAQ. */
function partnerFact(provider: ProviderRow | null): Facts {
  const programme = provider?.body['serviceGuarantee'];
  const { enrolled, parameters } = typeof programme === 'object' && programme !== null ? (programme as Record<string, unknown>) : {};
  const isEnrolled = enrolled === true;
  return { partner: { enrolled: isEnrolled, badge: isEnrolled && Array.isArray(parameters) && parameters.length > 0 } };
}

function idsOf(body: GivenCommand['body']): readonly string[] {
  return 'technicianIds' in body ? body.technicianIds : [];
}
