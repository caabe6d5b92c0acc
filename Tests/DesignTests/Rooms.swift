/// The rooms of the house and what each may import: the table of the project's design.
///
/// A room is a folder of `Sources/` with Swift in it. An arrow that is not here is a mistake in the
/// code, or a decision to be made in the open: add it here and to `ARCHITECTURE.md`.
let rooms: [String: Set<String>] = [
  "Storage": ["CCrypto", "CXXHash", "CZstd"],
  "Numerics": ["CKernels", "CBLAS", "CLAPACK"],
  "JSON": ["CJansson"],
  "WikiModel": [],
  "WikiIngest": ["WikiModel", "JSON", "Storage", "CBzip2", "CExpat", "CZlib", "CZstd"],
  "Chunking": ["WikiModel", "CICU"],
  "Features": ["CICU", "CStemmer", "CXXHash"],
  "PostingIndex": ["Storage", "Numerics"],
  "VectorIndex": ["Storage", "Numerics"],
  "Embedding": ["Storage", "Numerics"],
  "PassageStore": ["Storage", "WikiModel"],
  "Rescoring": ["Storage", "Numerics"],
  "VectorInput": ["WikiModel", "JSON", "Storage"],
  "Provenance": ["JSON", "Storage", "WikiModel", "CCrypto"],
  "Footnote": [
    "Chunking", "Embedding", "Features", "JSON", "Numerics", "PassageStore", "PostingIndex",
    "Provenance", "Rescoring", "Storage", "VectorIndex", "VectorInput", "WikiIngest", "WikiModel",
  ],
  "Evaluation": [],
  "FootnoteTool": ["Evaluation", "Footnote", "JSON", "Storage", "WikiIngest"],
]

/// The operating system's modules, and the only files that import them.
let systemModules: Set<String> = ["Glibc", "Musl", "Darwin"]
let systemFiles: [String: String] = [
  "Sources/Storage/System.swift": "all calls on files",
  "Sources/FootnoteTool/Terminal/OperatingSystem.swift":
    "the terminal, signals and the clock, which the library has no business with",
]

/// Parts of the standard library, which every room may import.
let standardModules: Set<String> = ["Swift", "Synchronization"]

/// C functions on files, by names that nothing else has; some C modules carry them along.
let fileFunctions: Set<String> = [
  "fopen", "fdopen", "freopen", "fread", "fwrite", "fclose", "fseek", "tmpfile", "mkstemp",
  "open", "openat", "creat", "pread", "pwrite", "mmap", "munmap", "msync", "fsync", "ftruncate",
  "unlink", "rmdir", "mkdir", "opendir", "readdir", "fstat", "lstat", "rename", "renameat",
  "gzopen", "gzdopen", "gzread", "BZ2_bzopen", "BZ2_bzdopen", "BZ2_bzReadOpen", "BZ2_bzRead",
  "BZ2_bzWriteOpen",
]
