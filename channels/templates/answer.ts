import type { Template } from './template.ts';

/** A person's answer to a question about the order. */
export const answer: Template = {
  purposes: ['ANSWER'],
  variables: { orderId: 'id', answer: 'text' },
  wording: {
    en: {
      subject: 'Your question about order <%= it.orderId %>',
      text: `Hello,

thank you for your question about order <%= it.orderId %>. Our answer:

<%= it.answer %>

If anything is still open, please reply to this message.
`,
    },
    es: {
      subject: 'Su pregunta sobre el pedido <%= it.orderId %>',
      text: `Hola:

Gracias por su pregunta sobre el pedido <%= it.orderId %>. Nuestra respuesta:

<%= it.answer %>

Si queda algo por aclarar, le rogamos que responda a este mensaje.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> के बारे में आपका प्रश्न',
      text: `नमस्ते,

ऑर्डर <%= it.orderId %> के बारे में आपके प्रश्न के लिए धन्यवाद। हमारा उत्तर:

<%= it.answer %>

यदि कुछ और पूछना हो, तो कृपया इस संदेश का उत्तर दें।
`,
    },
  },
};
