import type { Template } from './template.ts';

/** A person's question that must be answered before the visit. */
export const appointmentQuestion: Template = {
  purposes: ['APPOINTMENT', 'QUESTION'],
  variables: { orderId: 'id', serviceTitle: 'text', question: 'text' },
  wording: {
    en: {
      subject: 'A question about your visit (order <%= it.orderId %>)',
      text: `Hello,

before the visit "<%= it.serviceTitle %>" (order <%= it.orderId %>) there is a question:

<%= it.question %>

Please reply to this message. Thank you.
`,
    },
    es: {
      subject: 'Una pregunta sobre su visita (pedido <%= it.orderId %>)',
      text: `Hola:

Antes de la visita «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) hay una pregunta:

<%= it.question %>

Le rogamos que responda a este mensaje. Muchas gracias.
`,
    },
    hi: {
      subject: 'आपकी विज़िट के बारे में एक प्रश्न (ऑर्डर <%= it.orderId %>)',
      text: `नमस्ते,

विज़िट "<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) से पहले एक प्रश्न है:

<%= it.question %>

कृपया इस संदेश का उत्तर दें। धन्यवाद।
`,
    },
  },
};
