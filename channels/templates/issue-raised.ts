import type { Template } from './template.ts';

/** To the provider: something was not as agreed; the customer or seller approached them first, as a claim requires. */
export const issueRaised: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', issue: 'text' },
  wording: {
    en: {
      subject: 'An issue was raised about order <%= it.orderId %>',
      text: `Hello,

an issue was raised about "<%= it.serviceTitle %>" (order <%= it.orderId %>):

<%= it.issue %>

Please answer through the messages of the order. If it stays unresolved, a guarantee claim may follow.
`,
    },
    es: {
      subject: 'Se ha comunicado un problema sobre el pedido <%= it.orderId %>',
      text: `Hola:

Se ha comunicado un problema sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>):

<%= it.issue %>

Le rogamos que responda mediante los mensajes del pedido. Si no se resuelve, puede seguir una reclamación de garantía.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> के बारे में एक समस्या बताई गई है',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) के बारे में एक समस्या बताई गई है:

<%= it.issue %>

कृपया ऑर्डर के संदेशों के माध्यम से उत्तर दें। यदि इसका समाधान नहीं हुआ, तो गारंटी का दावा किया जा सकता है।
`,
    },
  },
};
