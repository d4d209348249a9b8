import type { Template } from './template.ts';

/** To whoever may claim under the order's guarantee, some days before the window ends. */
export const claimWindowReminder: Template = {
  purposes: ['REMINDER'],
  variables: { orderId: 'id', serviceTitle: 'text', closesAt: 'instant' },
  wording: {
    en: {
      subject: 'The guarantee of order <%= it.orderId %> ends soon',
      text: `Hello,

the guarantee for "<%= it.serviceTitle %>" (order <%= it.orderId %>) ends soon: a claim can be made before
<%= it.closesAt %>.

If all is well, there is nothing to do. If something is not as agreed, please tell the provider through the messages of the order
first; a claim is possible where that does not help.
`,
    },
    es: {
      subject: 'La garantía del pedido <%= it.orderId %> termina pronto',
      text: `Hola:

La garantía de «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) termina pronto: se puede presentar una reclamación antes de:
<%= it.closesAt %>.

Si todo está bien, no tiene que hacer nada. Si algo no es como se acordó, comuníqueselo primero al profesional mediante los mensajes
del pedido; si eso no ayuda, puede presentar una reclamación.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> की गारंटी जल्द समाप्त होगी',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) की गारंटी जल्द समाप्त होगी। दावा इस समय से पहले किया जा सकता है:
<%= it.closesAt %>

यदि सब ठीक है, तो आपको कुछ करने की ज़रूरत नहीं है। यदि कुछ तय की गई बात के अनुसार नहीं है, तो कृपया पहले ऑर्डर के संदेशों के माध्यम से
सेवा प्रदाता को बताएँ; उससे समाधान न हो, तो दावा किया जा सकता है।
`,
    },
  },
};
