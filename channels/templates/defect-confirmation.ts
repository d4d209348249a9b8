import type { Template } from './template.ts';

/** Provider to customer, filled by a person: the written confirmation of what was agreed after a defect. Source: "Service order best practices", defects. */
export const defectConfirmation: Template = {
  purposes: ['DEFECT_CONFIRMATION'],
  variables: { customerName: 'text', orderId: 'id', product: 'text', problem: 'text', actionsAgreed: 'text' },
  wording: {
    en: {
      subject: 'What we agreed about your product (order <%= it.orderId %>)',
      text: `Hello <%= it.customerName %>,

as we discussed, a defect was found during the service of order <%= it.orderId %>.

Product: <%= it.product %>
What is wrong: <%= it.problem %>
What we agreed to do: <%= it.actionsAgreed %>

If this is not what we agreed, please reply to this message.
`,
    },
    es: {
      subject: 'Lo que acordamos sobre su producto (pedido <%= it.orderId %>)',
      text: `Hola, <%= it.customerName %>:

Como hablamos, durante el servicio del pedido <%= it.orderId %> se detectó un defecto.

Producto: <%= it.product %>
Problema: <%= it.problem %>
Lo que acordamos hacer: <%= it.actionsAgreed %>

Si no es lo que acordamos, le rogamos que responda a este mensaje.
`,
    },
    hi: {
      subject: 'आपके उत्पाद के बारे में जो तय हुआ (ऑर्डर <%= it.orderId %>)',
      text: `नमस्ते <%= it.customerName %>,

जैसा कि हमारी बातचीत हुई, ऑर्डर <%= it.orderId %> की सेवा के दौरान एक ख़राबी पाई गई।

उत्पाद: <%= it.product %>
समस्या: <%= it.problem %>
जो करना तय हुआ: <%= it.actionsAgreed %>

यदि यह तय की गई बात के अनुसार नहीं है, तो कृपया इस संदेश का उत्तर दें।
`,
    },
  },
};
