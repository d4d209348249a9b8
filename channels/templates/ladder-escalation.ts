import type { Template } from './template.ts';

/** To support or its supervisor: one sentence, fit for a text message. Details stay in the console, behind its login. */
export const ladderEscalation: Template = {
  purposes: ['ESCALATION'],
  variables: { ladder: 'words', what: 'words', rung: 'number', channel: 'words', since: 'instant', orderId: 'id' },
  wording: {
    en: {
      subject: 'Order <%= it.orderId %>: <%= it.ladder %>, step <%= it.rung %> (<%= it.channel %>)',
      text: `Order <%= it.orderId %> has been waiting for <%= it.what %> since <%= it.since %> (step <%= it.rung %>); details in the console.
`,
    },
    es: {
      subject: 'Pedido <%= it.orderId %>: <%= it.ladder %>, paso <%= it.rung %> (<%= it.channel %>)',
      text: `El pedido <%= it.orderId %> está a la espera de lo siguiente: <%= it.what %>; desde: <%= it.since %> (paso <%= it.rung %>); detalles en la consola.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %>: <%= it.ladder %>, चरण <%= it.rung %> (<%= it.channel %>)',
      text: `ऑर्डर <%= it.orderId %> में <%= it.what %> की प्रतीक्षा है, <%= it.since %> से (चरण <%= it.rung %>); विवरण कंसोल में।
`,
    },
  },
};
