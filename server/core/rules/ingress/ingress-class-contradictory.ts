import { annotation } from '../../issuance/shimObject.ts';
import { textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Ingress whose annotation `kubernetes.io/ingress.class` and `spec.ingressClassName` name different classes.
 *
 * ## Why it matters
 * The API server refuses to create it: `must match ingressClassName when both are specified`. Older
 * releases of Kubernetes refuse any Ingress with both.
 *
 * ## When to allow it
 * Where such an Ingress exists already; it may be changed.
 *
 * ## References
 * - [Deprecated annotation](https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation)
 */
/**
 * @lang ko
 * ## 하는 일
 * `kubernetes.io/ingress.class` 어노테이션과 `spec.ingressClassName`이 서로 다른 클래스를 가리키는 인그레스를 알립니다.
 *
 * ## 왜 중요한가
 * API 서버가 만들기를 거부합니다(`must match ingressClassName when both are specified`). 옛 쿠버네티스는 둘 다 있기만 해도
 * 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 그런 인그레스가 이미 있는 경우입니다. 수정은 허용됩니다.
 *
 * ## 참고
 * - [사용 중단된 어노테이션](https://kubernetes.io/ko/docs/concepts/services-networking/ingress/)
 */
export default defineRule({
  id: 'ingress-class-contradictory',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const [old, field] = [
      annotation(map, 'kubernetes.io/ingress.class'),
      textAt(map, 'spec.ingressClassName'),
    ];
    if (!old || !field || old.value === field.value) return;
    yield {
      at: old.span,
      message: say.differs(old.value, field.value),
      related: [{ at: field.span, message: say.field }],
    };
  },
});

const texts: Texts<{ readonly differs: (old: string, field: string) => string; readonly field: string }> = {
  en: {
    differs: (old, field) =>
      `The annotation says class \`${old}\`, \`spec.ingressClassName\` says \`${field}\`: the API server refuses to create this Ingress.`,
    field: 'The class in the spec.',
  },
  ko: {
    differs: (old, field) =>
      `어노테이션의 클래스는 \`${old}\`, \`spec.ingressClassName\`은 \`${field}\`입니다. API 서버가 이 인그레스를 만들지 않습니다.`,
    field: 'spec에 적힌 클래스입니다.',
  },
};
