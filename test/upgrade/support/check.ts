import { expect } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { rulesOf } from '../../../domain/shared/rules.ts';
import type { Store, StoredEvent } from '../../../store/contract/store.ts';
import { verifyChain } from '../../../store/event-log/chain.ts';
import { orderWorkflowId } from '../../../workflows/messages.ts';
import { once } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { eventsOf, runsOf } from '../../support/history.ts';
import { NEW_WARNING } from './versions.ts';

export interface Given {
  readonly databaseUrl: string;
  readonly store: Store;
  readonly client: Client;
  readonly orders: readonly string[];
}

/** That every order came to its end, was decided once at each step, and that store, ledger and workflow tell the same story. */
export async function checkEverything({ databaseUrl, store, client, orders }: Given): Promise<void> {
  const count = async (statement: string): Promise<number> => Number((await once(databaseUrl, statement))[0]?.['n']);
  expect(await count('select count(*) as n from orders')).toBe(orders.length);
  await eventually('every order has ended', async () => (await count('select count(*) as n from orders where not ended')) === 0, 30_000);
  expect(await count('select count(*) as n from orders where diverged_at is not null')).toBe(0);
  expect(await count('select count(*) as n from inbox where outcome is null')).toBe(0);
  await eventually(
    'every mail is sent',
    async () => (await count("select count(*) as n from messages where direction = 'OUTBOUND' and status <> 'SENT'")) === 0,
    30_000,
  );
  await checkFees(databaseUrl);
  for (const orderId of orders) {
    const events = await store.orders.timeline(orderId);
    checkLog(events);
    await checkAnswers(databaseUrl, orderId, events);
    await checkWorkflow(client, orderId);
  }
}

/** A posted fee is in the ledger once, and nothing is there that was not posted. */
async function checkFees(databaseUrl: string): Promise<void> {
  const posted = await once(databaseUrl, "select order_id from events where data->>'type' = 'FEE_POSTED' order by order_id");
  const transfers = () => once(databaseUrl, 'select order_id from ledger_transfers order by order_id');
  await eventually('every fee is entered', async () => (await transfers()).length >= posted.length);
  expect(await transfers()).toEqual(posted);
  expect(posted.length).toBeGreaterThan(0);
}

function checkLog(events: readonly StoredEvent[]): void {
  expect(verifyChain(events)).toMatchObject({ ok: true, events: events.length, erased: [] });
  const types = events.map(({ event }) => event.type);
  for (const once of [
    'ARRIVED',
    'WORK_STARTED',
    'WORK_FINISHED',
    'SIGNED_OFF',
    'ORDER_COMPLETED',
    'ORDER_CANCELLED',
    'RATED',
    'FEE_POSTED',
    'RULES_RAISED',
  ])
    expect(types.filter((type) => type === once).length).toBeLessThanOrEqual(1);
  let rules = 1;
  for (const { event } of events) {
    if (event.type === 'ORDER_CREATED') rules = rulesOf(event.data);
    if (event.type === 'RULES_RAISED') rules = event.data.to;
    if (event.type === 'JOB_NOTE_ADDED') expect(event.warnings?.map(({ code }) => code) ?? []).toEqual(rules >= 2 ? [NEW_WARNING] : []);
  }
}

/** Every accepted request has its events, those and no others; every event of a command has its request. */
async function checkAnswers(databaseUrl: string, orderId: string, events: readonly StoredEvent[]): Promise<void> {
  const rows = await once(
    databaseUrl,
    `select command_id, outcome, answer from inbox where order_id = '${orderId}' and commands is not null`,
  );
  const ofCommands = events.map(({ event }) => event).filter(({ commandId, command }) => commandId !== null && command !== 'create');
  expect(new Set(ofCommands.map(({ commandId }) => commandId))).toEqual(new Set(rows.map((row) => row['command_id'])));
  for (const { command_id, outcome, answer } of rows) {
    expect(outcome).toBe('ACCEPTED');
    const own = ofCommands.filter(({ commandId }) => commandId === command_id).map(({ sequence }) => sequence);
    expect(answer).toMatchObject({ firstSequence: Math.min(...own), lastSequence: Math.max(...own) });
  }
}

/** It has ended by itself, and no version ever failed at a step of it. */
async function checkWorkflow(client: Client, orderId: string): Promise<void> {
  const ended = async () => (await client.workflow.getHandle(orderWorkflowId(orderId)).describe()).status.name;
  await eventually('its workflow has ended', async () => (await ended()) !== 'RUNNING');
  expect(await ended()).toBe('COMPLETED');
  const failed = (await runsOf(client, orderId)).flatMap(eventsOf).flatMap((event) => event.workflowTaskFailedEventAttributes ?? []);
  expect(failed.map(({ cause, failure }) => [cause, failure?.message])).toEqual([]);
}
