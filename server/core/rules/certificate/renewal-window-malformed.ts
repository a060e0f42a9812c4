import { isBefore } from '../../facts.ts';
import { replaced } from '../../model/certificate.ts';
import { itemsAt, lacks, nodeAt, textAt } from '../../model/look.ts';
import { type CronFault, cronFault, isTimeZone, zoneNamed } from '../../model/schedule.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `renewal` block that the webhook refuses: `windows` beside `policy: Disabled`, no `policy`, a `cron`
 * that is neither five fields nor a descriptor as `@weekly`, a `timezone` that is none of IANA's. Upper and lower
 * case count in a time zone.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate. The block is there since cert-manager 1.21. The day of the week
 * goes from 0 to 6; there are no seconds.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateCertificateRenewal`)
 * - github.com/robfig/cron/v3 `ParseStandard`
 */
/**
 * @lang ko
 * ## 하는 일
 * 웹훅이 거부하는 `renewal` 블록을 알립니다. `policy: Disabled`와 함께 쓴 `windows`, `policy`가 없는 것, 다섯
 * 필드도 `@weekly` 같은 표기도 아닌 `cron`, IANA에 없는 `timezone`입니다. 시간대는 대소문자를 구별합니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다. 이 블록은 cert-manager 1.21부터 있습니다. 요일은 0~6이고 초 필드는
 * 없습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateCertificateRenewal`)
 * - github.com/robfig/cron/v3 `ParseStandard`
 */
export default defineRule({
  id: 'renewal-window-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    const renewal = nodeAt(map, 'spec.renewal');
    if (!renewal || isBefore(release, '1.21')) return;
    if (lacks(map, 'spec.renewal.policy') && !isPart()) yield { at: renewal.key, message: say.noPolicy };
    const windows = itemsAt(map, 'spec.renewal.windows');
    if (textAt(map, 'spec.renewal.policy')?.value === 'Disabled') {
      const key = nodeAt(map, 'spec.renewal.windows')?.key;
      if (windows.length > 0 && key) yield { at: key, message: say.disabled };
      return;
    }
    for (const { node } of windows) {
      if (node.type !== 'map') continue;
      const cron = textAt(node, 'cron');
      const fault = cron && cron.value !== '' ? cronFault(cron.value) : undefined;
      if (cron && fault) yield { at: cron.span, message: say[fault.kind](fault) };
      const zone = textAt(node, 'timezone');
      if (!zone || zone.value === '' || isTimeZone(zone.value)) continue;
      const meant = zoneNamed(zone.value.replaceAll(' ', '_'));
      const edit = meant === undefined ? undefined : replaced(zone.entry.value, zone.entry.alias, meant);
      yield {
        at: zone.span,
        message: say.zone(zone.value),
        fixes: (): readonly Fix[] =>
          edit ? [{ title: say.fix(meant ?? ''), safety: 'safe', edits: [edit] }] : [],
      };
    }
  },
});

const fieldNames: Readonly<Record<string, string>> = {
  minute: '분',
  hour: '시',
  'day of month': '일',
  month: '월',
  'day of week': '요일',
};

interface Say extends Readonly<Record<'noPolicy' | 'disabled', string>> {
  readonly fields: (fault: CronFault) => string;
  readonly descriptor: (fault: CronFault) => string;
  readonly field: (fault: CronFault) => string;
  readonly zone: (zone: string) => string;
  readonly fix: (zone: string) => string;
}

const texts: Texts<Say> = {
  en: {
    noPolicy: 'A `renewal` block without `policy` is refused: `RenewBefore` or `Disabled`.',
    disabled: 'The webhook refuses windows for renewals that are `Disabled`.',
    fields: (fault) =>
      `A cron expression has five fields (minute, hour, day of month, month, day of week), and this one has ${fault.kind === 'fields' ? fault.count : 0}; the webhook refuses it.`,
    descriptor: (fault) =>
      `\`${fault.kind === 'descriptor' ? fault.text : ''}\` is no cron descriptor; the webhook takes \`@hourly\`, \`@daily\`, \`@weekly\`, \`@monthly\`, \`@yearly\` and \`@every 1h\`.`,
    field: (fault) =>
      fault.kind === 'field'
        ? `\`${fault.text}\` is no ${fault.name} (${fault.min} to ${fault.max}) of a cron expression; the webhook refuses it.`
        : '',
    zone: (zone) => `\`${zone}\` is no time zone of IANA as \`Europe/Berlin\`; the webhook refuses it.`,
    fix: (zone) => `Write ${zone}`,
  },
  ko: {
    noPolicy: '`policy`가 없는 `renewal` 블록은 거부됩니다. `RenewBefore`나 `Disabled`를 씁니다.',
    disabled: '웹훅은 `policy: Disabled`와 함께 쓴 `windows`를 거부합니다.',
    fields: (fault) =>
      `cron 식은 다섯 필드(분, 시, 일, 월, 요일)인데 여기는 ${fault.kind === 'fields' ? fault.count : 0}개입니다. 웹훅이 거부합니다.`,
    descriptor: (fault) =>
      korean`\`${fault.kind === 'descriptor' ? fault.text : ''}\`은(는) cron 식이 아닙니다. \`@\`로 시작하는 것 가운데 웹훅이 아는 것은 \`@hourly\`, \`@daily\`, \`@weekly\`, \`@monthly\`, \`@yearly\`, \`@every 1h\`입니다.`,
    field: (fault) =>
      fault.kind === 'field'
        ? korean`\`${fault.text}\`은(는) cron 식의 ${fieldNames[fault.name] ?? fault.name}(${fault.min}~${fault.max})이(가) 아닙니다. 웹훅이 거부합니다.`
        : '',
    zone: (zone) => korean`\`${zone}\`은(는) \`Asia/Seoul\` 같은 IANA 시간대가 아닙니다. 웹훅이 거부합니다.`,
    fix: (zone) => korean`${zone}(으)로 바꾸기`,
  },
};
