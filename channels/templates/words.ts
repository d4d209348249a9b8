import type { HoldDecision } from '../../domain/order/bodies.ts';
import type { LadderName } from '../../domain/policy/terms.ts';
import { type Language, wordingLanguage } from './template.ts';

type InWords = Readonly<Record<Language, string>>;

/** What a ladder waits for, to complete "we are waiting for …". */
export const ladderWords: Readonly<Record<LadderName, InWords>> = {
  schedule: { en: 'an appointment for the visit', es: 'una cita para la visita', hi: 'विज़िट का समय तय होने' },
  'reschedule-agreement': {
    en: 'agreement to the new appointment time',
    es: 'la aceptación de la nueva hora de la cita',
    hi: 'अपॉइंटमेंट के नए समय पर सहमति',
  },
  'customer-choice': {
    en: "the customer's choice between a new time and cancelling free of charge",
    es: 'que el cliente elija entre una nueva hora y cancelar sin coste',
    hi: 'ग्राहक के निर्णय (नया समय या निःशुल्क रद्द करना)',
  },
  guardian: {
    en: 'a parent or guardian at the place of service',
    es: 'la presencia del padre, la madre o un tutor en el lugar del servicio',
    hi: 'सेवा स्थल पर माता-पिता या अभिभावक की उपस्थिति',
  },
  'defect-confirmation': {
    en: 'the written confirmation of the defect to the customer',
    es: 'la confirmación por escrito del defecto al cliente',
    hi: 'ग्राहक को ख़राबी की लिखित पुष्टि',
  },
  'defect-contact': {
    en: 'contact with support about the defect',
    es: 'el contacto con el equipo de asistencia sobre el defecto',
    hi: 'ख़राबी के बारे में सहायता टीम से संपर्क',
  },
  'support-response': {
    en: "support's guidance on the defect",
    es: 'las indicaciones del equipo de asistencia sobre el defecto',
    hi: 'ख़राबी पर सहायता टीम के मार्गदर्शन',
  },
  'hold-follow-up': {
    en: 'the step that support decided on after the defect',
    es: 'el paso que el equipo de asistencia decidió tras el defecto',
    hi: 'ख़राबी के बाद सहायता टीम के तय किए हुए क़दम',
  },
  'overdue-work': {
    en: 'the completion of a visit that should be over',
    es: 'la finalización de una visita que ya debería haber terminado',
    hi: 'उस विज़िट के पूरा होने, जो अब तक समाप्त हो जानी चाहिए थी',
  },
  'fee-decision': {
    en: 'a decision on the proposed fee',
    es: 'una decisión sobre el cargo propuesto',
    hi: 'प्रस्तावित शुल्क पर निर्णय',
  },
  'issue-answer': {
    en: 'an answer to the issue that was raised after the service',
    es: 'una respuesta al problema comunicado después del servicio',
    hi: 'सेवा के बाद बताई गई समस्या के उत्तर',
  },
};

/** What support decided on a defect, as a sentence to the provider. */
export const holdDecisionWords: Readonly<Record<HoldDecision, InWords>> = {
  RESUME: { en: 'Please continue the work.', es: 'Continúe con el trabajo, por favor.', hi: 'कृपया काम जारी रखें।' },
  RESCHEDULE: {
    en: 'Please arrange another visit with the customer.',
    es: 'Acuerde otra visita con el cliente, por favor.',
    hi: 'कृपया ग्राहक के साथ दूसरी विज़िट तय करें।',
  },
  CANCEL: { en: 'Please cancel the order.', es: 'Cancele el pedido, por favor.', hi: 'कृपया ऑर्डर रद्द करें।' },
};

/** How a fee was decided, as a sentence to the provider. */
export const feeDecisionWords: Readonly<Record<'POSTED' | 'WAIVED' | 'REVERSED', InWords>> = {
  POSTED: { en: 'The fee is charged.', es: 'El cargo se aplica.', hi: 'यह शुल्क लिया जाएगा।' },
  WAIVED: {
    en: 'The fee is waived; you owe nothing.',
    es: 'El cargo no se aplica; no debe nada.',
    hi: 'यह शुल्क माफ़ कर दिया गया है; आपको कुछ नहीं देना है।',
  },
  REVERSED: {
    en: 'The fee was charged and is now given back.',
    es: 'El cargo se había aplicado y ahora se le devuelve.',
    hi: 'यह शुल्क लिया गया था और अब लौटाया जा रहा है।',
  },
};

const aboutYourOrder: InWords = { en: 'About order', es: 'Sobre el pedido', hi: 'ऑर्डर के बारे में:' };

/** Subject of a message that a person wrote without one. */
export function writtenSubject(locale: string, orderId: string): string {
  return `${aboutYourOrder[wordingLanguage(locale)]} ${orderId}`;
}
