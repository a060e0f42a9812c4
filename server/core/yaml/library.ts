/** What is taken of the `yaml` package. The bundle of the knowledge gets it from its host, and does not hold it once more. */
export {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
