import type { ClaimOutcome, DocumentKind } from '../../domain/claim/bodies.ts';
import type { ClaimLadderName, Remedy } from '../../domain/policy/claim-terms.ts';
import type { Language } from './template.ts';

type InWords = Readonly<Record<Language, string>>;

/** What a claim's ladder waits for, to complete "is waiting for …". */
export const claimLadderWords: Readonly<Record<ClaimLadderName, InWords>> = {
  'partner-answer': { en: "the provider's answer", es: 'la respuesta del profesional', hi: 'सेवा प्रदाता के उत्तर' },
  'claim-decision': { en: "support's decision", es: 'la decisión del equipo de asistencia', hi: 'सहायता टीम के निर्णय' },
  'claim-documents': {
    en: 'the documents that were asked for',
    es: 'los documentos solicitados',
    hi: 'माँगे गए दस्तावेज़ों',
  },
  'decision-confirmation': {
    en: 'a second person to confirm the decision',
    es: 'que una segunda persona confirme la decisión',
    hi: 'दूसरे व्यक्ति द्वारा निर्णय की पुष्टि',
  },
  'appeal-decision': { en: 'the decision on the appeal', es: 'la decisión sobre el recurso', hi: 'अपील पर निर्णय' },
  'refund-payment': { en: 'the payment of the refund', es: 'el pago del reembolso', hi: 'धनवापसी के भुगतान' },
  'settlement-confirmation': {
    en: 'a word that the refund was received',
    es: 'la confirmación de que se recibió el reembolso',
    hi: 'धनवापसी मिलने की पुष्टि',
  },
  'redo-order': { en: 'the work to be done again', es: 'que el trabajo se repita', hi: 'काम दोबारा किए जाने' },
};

export const outcomeWords: Readonly<Record<ClaimOutcome, InWords>> = {
  APPROVED: { en: 'The claim is approved.', es: 'La reclamación se aprueba.', hi: 'दावा स्वीकार किया गया है।' },
  PARTIAL: {
    en: 'The claim is approved in part.',
    es: 'La reclamación se aprueba en parte.',
    hi: 'दावा आंशिक रूप से स्वीकार किया गया है।',
  },
  DENIED: { en: 'The claim is denied.', es: 'La reclamación se deniega.', hi: 'दावा अस्वीकार किया गया है।' },
};

export const remedyWords: Readonly<Record<Remedy | 'NONE', InWords>> = {
  REDO: {
    en: 'The provider does the work again, in a linked order and without a price.',
    es: 'El profesional repite el trabajo, en un pedido vinculado y sin precio.',
    hi: 'सेवा प्रदाता एक जुड़े हुए ऑर्डर में बिना शुल्क के काम दोबारा करेगा।',
  },
  REFUND: {
    en: 'The provider pays the amount to the claimant.',
    es: 'El profesional paga el importe al reclamante.',
    hi: 'सेवा प्रदाता दावेदार को राशि का भुगतान करेगा।',
  },
  NONE: { en: 'Nothing is owed.', es: 'No se debe nada.', hi: 'कुछ भी देय नहीं है।' },
};

export const documentWords: Readonly<Record<DocumentKind, InWords>> = {
  RECEIPT: { en: 'an invoice or payment receipt', es: 'una factura o un recibo de pago', hi: 'बिल या भुगतान की रसीद' },
  SCOPE: { en: 'the agreed scope of services', es: 'el alcance acordado del servicio', hi: 'सेवा का तय दायरा' },
  PHOTO: { en: 'photos', es: 'fotos', hi: 'तस्वीरें' },
  VIDEO: { en: 'a video', es: 'un vídeo', hi: 'वीडियो' },
  SIGNATURE: { en: 'the signature', es: 'la firma', hi: 'हस्ताक्षर' },
  OTHER: { en: 'another document', es: 'otro documento', hi: 'कोई अन्य दस्तावेज़' },
};
