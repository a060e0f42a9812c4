/** The syntax of values, for the tests that hold it against what Go takes. */
export * from '../../server/core/model/address.ts';
export * from '../../server/core/model/distinguishedName.ts';
export * from '../../server/core/model/duration.ts';
export * from '../../server/core/model/pem.ts';
export * from '../../server/core/model/schedule.ts';
