/**
 * What people write, as data: which fields come first, which exclude each other, and what is written along with a field.
 * The orders follow how often the fields stand in public manifests, what is needed first; all else follows by name.
 */

/** Field names in the order in which they are offered, by field path (`*.` stands for any beginning). */
export const orders: Readonly<Record<string, readonly string[]>> = {
  'Issuer.spec': ['acme', 'ca', 'selfSigned', 'vault', 'venafi'],
  'Issuer.spec.acme': [
    ...['server', 'privateKeySecretRef', 'solvers', 'email', 'profile', 'externalAccountBinding'],
    ...[
      'preferredChain',
      'caBundle',
      'enableDurationFeature',
      'disableAccountKeyGeneration',
      'skipTLSVerify',
    ],
  ],
  '*.solvers[]': ['http01', 'dns01', 'selector', 'waitInsteadOfSelfCheck'],
  '*.solver': ['http01', 'dns01', 'selector', 'waitInsteadOfSelfCheck'],
  '*.http01': ['ingress', 'gatewayHTTPRoute'],
  '*.http01.ingress': ['ingressClassName', 'class', 'podTemplate', 'ingressTemplate', 'serviceType', 'name'],
  '*.http01.gatewayHTTPRoute': ['parentRefs', 'podTemplate', 'labels', 'serviceType'],
  '*.parentRefs[]': ['name', 'namespace', 'kind', 'sectionName', 'group', 'port'],
  '*.dns01': [
    ...['cloudflare', 'route53', 'azureDNS', 'cloudDNS', 'digitalocean', 'rfc2136', 'webhook', 'acmeDNS'],
    ...['akamai', 'cnameStrategy'],
  ],
  '*.dns01.cloudflare': ['apiTokenSecretRef', 'apiKeySecretRef', 'email'],
  '*.dns01.route53': [
    ...['region', 'hostedZoneID', 'role', 'auth', 'accessKeyIDSecretRef', 'secretAccessKeySecretRef'],
    'accessKeyID',
  ],
  '*.dns01.azureDNS': [
    ...['subscriptionID', 'resourceGroupName', 'hostedZoneName', 'managedIdentity', 'tenantID', 'clientID'],
    ...['clientSecretSecretRef', 'environment', 'zoneType'],
  ],
  '*.dns01.cloudDNS': ['project', 'serviceAccountSecretRef', 'hostedZoneName'],
  '*.dns01.rfc2136': ['nameserver', 'tsigSecretSecretRef', 'tsigKeyName', 'tsigAlgorithm', 'protocol'],
  '*.dns01.webhook': ['groupName', 'solverName', 'config'],
  '*.selector': ['dnsZones', 'dnsNames', 'matchLabels'],
  '*.podTemplate': ['spec', 'metadata'],
  '*.podTemplate.spec': [
    ...['affinity', 'nodeSelector', 'tolerations', 'resources', 'priorityClassName', 'serviceAccountName'],
    ...['imagePullSecrets', 'securityContext'],
  ],
  '*.affinity': ['nodeAffinity', 'podAffinity', 'podAntiAffinity'],
  '*.matchExpressions[]': ['key', 'operator', 'values'],
  '*.tolerations[]': ['key', 'operator', 'value', 'effect', 'tolerationSeconds'],
  'Issuer.spec.ca': ['secretName'],
  'Issuer.spec.vault': ['server', 'path', 'auth', 'caBundleSecretRef', 'caBundle', 'namespace'],
  '*.vault.auth': ['kubernetes', 'appRole', 'tokenSecretRef', 'clientCertificate', 'aws'],
  '*.vault.auth.kubernetes': ['role', 'serviceAccountRef', 'mountPath', 'secretRef'],
  'Issuer.spec.venafi': ['zone', 'tpp', 'cloud', 'ngts'],
  'Certificate.spec': [
    ...[
      'secretName',
      'issuerRef',
      'dnsNames',
      'duration',
      'renewBefore',
      'commonName',
      'privateKey',
      'usages',
    ],
    ...['isCA', 'subject', 'secretTemplate', 'keystores', 'ipAddresses', 'emailAddresses', 'uris'],
    ...['additionalOutputFormats', 'revisionHistoryLimit', 'renewBeforePercentage', 'renewal'],
  ],
  '*.issuerRef': ['name', 'kind', 'group'],
  '*.privateKey': ['rotationPolicy', 'algorithm', 'size', 'encoding'],
  '*.subject': ['organizations', 'organizationalUnits', 'countries', 'provinces', 'localities'],
  '*.keystores.jks': ['create', 'passwordSecretRef', 'password', 'alias'],
  '*.keystores.pkcs12': ['create', 'passwordSecretRef', 'password', 'profile'],
  'CertificateRequest.spec': ['issuerRef', 'request', 'usages', 'duration', 'isCA'],
  'Order.spec': ['issuerRef', 'request', 'dnsNames'],
  '*.metadata': ['name', 'namespace', 'labels', 'annotations'],
};

/** Fields of which the webhook takes one: where one is written, the others are not offered. */
export const alternatives: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'Issuer.spec': [['acme', 'ca', 'selfSigned', 'vault', 'venafi']],
  '*.solvers[]': [['http01', 'dns01']],
  '*.solver': [['http01', 'dns01']],
  '*.http01': [['ingress', 'gatewayHTTPRoute']],
  '*.http01.ingress': [['ingressClassName', 'class', 'name']],
  '*.dns01': [
    [
      ...['cloudflare', 'route53', 'azureDNS', 'cloudDNS', 'digitalocean', 'rfc2136', 'webhook', 'acmeDNS'],
      ...['akamai', 'azuredns', 'clouddns', 'acmedns'],
    ],
  ],
  '*.dns01.cloudflare': [['apiTokenSecretRef', 'apiKeySecretRef']],
  '*.dns01.route53': [['accessKeyID', 'accessKeyIDSecretRef']],
  '*.vault.auth': [['kubernetes', 'appRole', 'tokenSecretRef', 'clientCertificate', 'aws']],
  'Issuer.spec.vault': [['caBundle', 'caBundleSecretRef']],
  'Issuer.spec.venafi': [['tpp', 'cloud', 'ngts']],
  'Certificate.spec': [
    ['literalSubject', 'subject'],
    ['literalSubject', 'commonName'],
    ['renewBefore', 'renewBeforePercentage'],
  ],
  '*.keystores.jks': [['passwordSecretRef', 'password']],
  '*.keystores.pkcs12': [['passwordSecretRef', 'password']],
};

/** Fields of `metadata` that somebody writes; the cluster sets the others. */
export const writtenMetadata: readonly string[] = [
  'name',
  'namespace',
  'labels',
  'annotations',
  'generateName',
  'finalizers',
];

/** Fields that come along though the schema does not demand them: the webhook asks for a name, everybody for another. */
export const brought: Readonly<Record<string, readonly string[]>> = {
  'Certificate.spec': ['dnsNames'],
  '*.metadata': ['name'],
};

/**
 * What is written along with a field, as a body (`layout.ts`) below its key; without an entry it is what the API
 * demands. A body that starts on the line of the key starts with a blank.
 */
export const starters: Readonly<Record<string, string>> = {
  '*.spec.acme':
    'server: «https://acme-v02.api.letsencrypt.org/directory»\nprivateKeySecretRef:\n  name: «letsencrypt-account-key»\nsolvers:\n  - «»',
  '*.acme.solvers': '- «»',
  '*.http01.ingress': 'ingressClassName: «nginx»',
  '*.gatewayHTTPRoute': 'parentRefs:\n  - name: «»\n    kind: Gateway',
  '*.parentRefs': '- name: «»\n  kind: Gateway',
  '*.selector': 'dnsZones:\n  - «»',
  '*.cloudflare': 'apiTokenSecretRef:\n  name: «cloudflare-api-token»\n  key: «api-token»',
  '*.cloudDNS':
    'project: «»\nserviceAccountSecretRef:\n  name: «clouddns-service-account»\n  key: «key.json»',
  '*.azureDNS':
    'subscriptionID: «»\nresourceGroupName: «»\nhostedZoneName: «»\nmanagedIdentity:\n  clientID: «»',
  '*.rfc2136':
    'nameserver: «»\ntsigKeyName: «»\ntsigAlgorithm: HMACSHA256\ntsigSecretSecretRef:\n  name: «»\n  key: «»',
  '*.affinity': 'nodeAffinity:\n  «»',
  '*.nodeAffinity':
    'requiredDuringSchedulingIgnoredDuringExecution:\n  nodeSelectorTerms:\n    - matchExpressions:\n        - key: «»\n          operator: In\n          values:\n            - «»',
  '*.matchExpressions': '- key: «»\n  operator: In\n  values:\n    - «»',
  '*.tolerations': '- key: «»\n  operator: Exists\n  effect: NoSchedule',
  '*.privateKey': 'algorithm: «ECDSA»\nsize: «256»\nrotationPolicy: «Always»',
  '*.keystores.jks': 'create: true\npasswordSecretRef:\n  name: «»\n  key: «»',
  '*.keystores.pkcs12': 'create: true\npasswordSecretRef:\n  name: «»\n  key: «»',
  '*.additionalOutputFormats': '- type: «CombinedPEM»',
  '*.renewal': 'policy: «RenewBefore»',
  '*.spec.selfSigned': ' {}',
  '*.vault.auth':
    'kubernetes:\n  role: «»\n  mountPath: «/v1/auth/kubernetes»\n  serviceAccountRef:\n    name: «»',
  '*.vault.auth.kubernetes': 'role: «»\nmountPath: «/v1/auth/kubernetes»\nserviceAccountRef:\n  name: «»',
  '*.spec.vault':
    'server: «https://vault.example.com»\npath: «pki/sign/my-role»\nauth:\n  kubernetes:\n    role: «my-role»\n    mountPath: «/v1/auth/kubernetes»\n    serviceAccountRef:\n      name: «issuer»',
  '*.tolerations[]': 'key: «»\noperator: Exists\neffect: NoSchedule',
};

/** The key that a reference to a Secret is written with; elsewhere cert-manager knows it itself. */
export const secretKeys: Readonly<Record<string, string>> = {
  '*.privateKeySecretRef': '',
  '*.credentialsRef': '',
};
