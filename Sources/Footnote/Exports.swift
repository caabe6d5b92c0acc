// Users of the library meet these types in its interface, and need to import nothing else for them.
@_exported public import WikiModel
@_exported public import enum Provenance.ProvenanceError
@_exported public import struct Provenance.ConsistencyProof
@_exported public import struct Provenance.KeySet
@_exported public import struct Provenance.Receipt
@_exported public import struct Provenance.SigningKey
@_exported public import struct Provenance.VerificationKey
@_exported public import enum Rescoring.FusionMethod
@_exported public import enum Storage.StorageError
@_exported public import enum VectorIndex.VectorMetric
@_exported public import enum VectorInput.VectorInputError
@_exported public import enum WikiIngest.IngestError
@_exported public import struct WikiIngest.LineFault
@_exported public import struct WikiIngest.PageFault
