/// Every public declaration that gives a type which could hold text, and why it is no passage's
/// text on its own.
///
/// A new one fails a test until it stands here. Ask first whether a passage's words could come out
/// of it; if they could, it must not be public.
let publicText: [(reason: String, declarations: [String])] = [
  (
    "the exits: the text with its attribution beside it, both in one, and several packed together",
    [
      "Footnote.AttributedPassage.beirDocument", "Footnote.AttributedPassage.text",
      "Footnote.AttributedPassage.rendered(as:)",
      "Footnote.PackedContext.text",
    ]
  ),
  (
    "the attribution itself: names, addresses, licences, digests; of the text it has at most the "
      + "few words that make a browser scroll to it",
    [
      "Footnote.Attribution.contentDigest", "Footnote.Attribution.credit",
      "Footnote.Attribution.historyURL", "Footnote.Attribution.language",
      "Footnote.Attribution.modifications", "Footnote.Attribution.permalink",
      "Footnote.Attribution.sectionAnchor", "Footnote.Attribution.sectionPath",
      "Footnote.Attribution.textFragmentURL", "Footnote.Attribution.title",
      "Footnote.Attribution.url", "Footnote.Attribution.wiki",
      "Footnote.IndexIdentity.embedderDigest", "Footnote.IndexIdentity.manifestDigest",
      "Footnote.PassageSource.sha1", "WikiModel.PassageKey.description",
      "WikiModel.PassageKey.wiki", "WikiModel.SourceName.date", "WikiModel.SourceName.name",
    ]
  ),
  (
    "what an index's manifest tells: names, digests and counts",
    [
      "Footnote.IndexSummary.Embedding.Source.brought(model:version:)",
      "Footnote.IndexSummary.Embedding.choice",
      "Footnote.IndexSummary.Embedding.Source.table(sha256:)",
      "Footnote.IndexSummary.File.name", "Footnote.IndexSummary.File.sha256",
      "Footnote.IndexSummary.embedder", "Footnote.IndexSummary.languages",
      "Footnote.IndexSummary.licenses", "Footnote.IndexSummary.passageOptions",
      "Footnote.IndexSummary.skipped", "Footnote.IndexSummary.wikis",
      "Footnote.UnknownFilterValue.known",
    ]
  ),
  (
    "what an index went through, and what is wrong with it: digests, names of files, titles and "
      + "wikis of pages, counts by reason",
    [
      "Footnote.CompactionReport.recovered", "Footnote.GenerationRecord.manifestDigest",
      "Footnote.IndexFinding.advice", "Footnote.IndexFinding.description",
      "Footnote.IndexFinding.place", "Footnote.IndexFinding.remedy",
      "Footnote.PageDifference.State.title", "Footnote.PageDifference.wiki",
      "Footnote.UpdateReport.recovered", "Footnote.UpdateReport.skipped",
    ]
  ),
  (
    "what a check found of an answer: keys, places in the answer, digests, names of rules",
    [
      "Footnote.AnswerReport.identifier", "Footnote.AnswerReport.json",
      "Footnote.CitationFinding.message", "Footnote.CitationReport.place",
      "Footnote.CitationRule.summary",
    ]
  ),
  (
    "an embedding table's digest, and the name of a library of the system",
    [
      "Footnote.EmbeddingTableTrainer.matrixLibrary", "Footnote.EmbeddingTrainingReport.digest",
    ]
  ),
  (
    "of an explanation: words of the question, and names of features",
    [
      "Footnote.ScoreExplanation.Feature.name", "Footnote.ScoreExplanation.Term.text",
      "Footnote.ScoreExplanation.Term.word",
    ]
  ),
  (
    "licences, wikis, addresses and moments, which are known without any passage",
    [
      "WikiModel.License.name", "WikiModel.License.spdxIdentifier", "WikiModel.License.url",
      "WikiModel.Project.Family.name", "WikiModel.Project.address(ofTitle:)",
      "WikiModel.Project.familyName", "WikiModel.Project.historyAddress(ofTitle:)",
      "WikiModel.Project.language", "WikiModel.Project.origin",
      "WikiModel.Project.permalink(title:revision:)", "WikiModel.Project.urlEncoded(title:)",
      "WikiModel.Project.wiki", "WikiModel.Timestamp.description",
    ]
  ),
  (
    "what the caller put in, before anything was made of it",
    [
      "Footnote.BroughtVectors.idsPath", "Footnote.BroughtVectors.model",
      "Footnote.BroughtVectors.modelVersion", "Footnote.BroughtVectors.path",
      "Footnote.BuildOptions.language", "Footnote.BuildOptions.wiki",
      "Footnote.EmbeddingSource.table(path:)",
      "Footnote.EmbeddingTableTrainer.train(articles:output:progress:)",
      "Footnote.EmbeddingTrainingOptions.duration",
      "Footnote.IndexBuilder.build(articles:output:progress:)",
      "Footnote.IndexUpdater.update(index:articles:progress:)", "Footnote.Index.path",
      "Footnote.PackOptions.count", "Footnote.PackOptions.init(budget:format:count:)",
      "Footnote.SearchOptions.languages", "Footnote.UnknownFilterValue.value",
      "WikiModel.Article.language", "WikiModel.Article.text",
      "WikiModel.Article.title", "WikiModel.Article.url", "WikiModel.Article.wiki",
      "WikiModel.SearchFilter.languages", "WikiModel.SearchFilter.licenses",
      "WikiModel.SearchFilter.sections", "WikiModel.SearchFilter.wikis",
      "Footnote.AuditLog.path", "Footnote.AuditRecords.checkpointPath",
      "Footnote.SearchAudit.caller", "Footnote.SearchAudit.overrides",
      "Footnote.SearchAudit.purpose", "Footnote.Policy.languages", "Footnote.Policy.licenses",
      "Footnote.Policy.refusedTemplates",
    ]
  ),
  (
    "what the audit log says of a search: keys and digests, and the question where that was asked",
    ["Footnote.AuditRecord.json"]
  ),
  (
    "what went wrong: a path, a place, what was expected and what was found",
    [
      "Footnote.FootnoteError.damagedManifest(path:expected:found:)",
      "Footnote.FootnoteError.description",
      "Footnote.FootnoteError.invalidAnswer(expected:found:)",
      "Footnote.FootnoteError.invalidArticle(wiki:page:expected:found:)",
      "Footnote.FootnoteError.invalidOption(_:)",
      "Footnote.FootnoteError.invalidPolicy(path:place:expected:found:)",
      "Footnote.FootnoteError.locked(path:holder:)",
      "Footnote.FootnoteError.noGeneration(path:wanted:kept:)",
      "Footnote.FootnoteError.noVectors(path:)",
      "Footnote.FootnoteError.notAnIndex(path:found:)",
      "Footnote.FootnoteError.nothingToIndex(inputs:skipped:)",
      "Footnote.FootnoteError.otherEmbedder(path:expected:found:)",
      "Footnote.FootnoteError.outputExists(path:)",
      "Storage.StorageError.corrupt(path:offset:expected:found:)",
      "Storage.StorageError.description",
      "Storage.StorageError.limit(_:path:allowed:needed:)", "Storage.StorageError.notOurs(path:)",
      "Storage.StorageError.system(operation:path:code:)",
      "Storage.StorageError.tooNew(path:found:supported:)",
      "Storage.StorageError.tooOld(path:found:supported:)",
      "Storage.StorageError.wrongKind(path:expected:found:)",
      "Storage.StorageError.wrongLength(path:expected:found:)",
      "VectorInput.VectorInputError.description",
      "VectorInput.VectorInputError.refused(path:place:expected:found:advice:)",
      "VectorInput.VectorInputError.unknownFormat(path:)",
      "WikiIngest.IngestError.corrupt(path:format:compressedOffset:offset:reason:)",
      "WikiIngest.IngestError.cutOff(path:line:offset:pageCount:)",
      "WikiIngest.IngestError.description", "WikiIngest.IngestError.empty(path:)",
      "WikiIngest.IngestError.invalidUTF8(path:line:offset:)",
      "WikiIngest.IngestError.malformedXML(path:line:offset:found:)",
      "WikiIngest.IngestError.refusedXML(path:line:offset:found:)",
      "WikiIngest.IngestError.truncated(path:format:compressedOffset:offset:)",
      "WikiIngest.IngestError.unknownLicense(path:wiki:)",
      "WikiIngest.IngestError.unknownWiki(path:found:)",
      "WikiIngest.IngestError.wrongFormat(path:found:advice:)",
      "WikiIngest.LineFault.description", "WikiIngest.LineFault.expected",
      "WikiIngest.LineFault.found", "WikiIngest.LineFault.path", "WikiIngest.PageFault.description",
      "WikiIngest.PageFault.expected", "WikiIngest.PageFault.found", "WikiIngest.PageFault.path",
      "WikiIngest.PageFault.title",
    ]
  ),
  (
    "keys, names, digests and titles that are signed or proved, never a passage's words",
    [
      "Footnote.AuditLog.hash(into:)", "Footnote.AuditReport.root",
      "Provenance.ProvenanceError.damagedLog(document:line:offset:expected:found:)",
      "Provenance.ProvenanceError.incompleteLog(document:expected:found:)",
      "Footnote.IndexSigner.Report.keys", "Footnote.SourceAnchor.key", "Footnote.Trust.memory",
      "Footnote.TrustReport.index",
      "Footnote.TrustReport.keys", "Footnote.TrustReport.root",
      "Provenance.ConsistencyProof.Outcome.index", "Provenance.ConsistencyProof.encoded",
      "Provenance.ConsistencyProof.format",
      "Provenance.ProvenanceError.badSignature(document:key:)",
      "Provenance.ProvenanceError.belowThreshold(document:wanted:found:)",
      "Provenance.ProvenanceError.description",
      "Provenance.ProvenanceError.expired(document:at:now:)",
      "Provenance.ProvenanceError.fork(document:expected:found:)",
      "Provenance.ProvenanceError.malformed(document:expected:found:)",
      "Provenance.ProvenanceError.mismatch(document:what:expected:found:)",
      "Provenance.ProvenanceError.rollback(document:seen:found:)",
      "Provenance.ProvenanceError.unsigned(document:hint:)",
      "Provenance.ProvenanceError.unverified(document:)",
      "Provenance.ProvenanceError.wrongProofLength(document:expected:found:)",
      "Provenance.ProvenanceError.wrongRoot(document:expected:found:)",
      "Provenance.ProvenanceError.wrongType(document:expected:found:)",
      "Provenance.Receipt.encoded", "Provenance.Receipt.Proof.index",
      "Provenance.Receipt.Proof.manifestDigest",
      "Provenance.Receipt.ProvedPassage.key", "Provenance.Receipt.ProvedPassage.licenses",
      "Provenance.Receipt.ProvedPassage.sourceDigest",
      "Provenance.Receipt.ProvedPassage.textDigest", "Provenance.Receipt.ProvedPassage.title",
      "Provenance.SigningKey.pem", "Provenance.VerificationKey.identifier",
      "Provenance.VerificationKey.pem",
    ]
  ),
  (
    "what is revoked and what was done: names of wikis and pages, digests, reasons, and what "
      + "the caller put in; of a passage's text a digest alone",
    [
      "Footnote.ActionRecord.caller", "Footnote.ActionRecord.listDigest",
      "Footnote.ActionRecord.previous", "Footnote.ActionRecord.purpose",
      "Footnote.ActionRecord.statementDigest", "Footnote.RevocationList.Entry.reason",
      "Footnote.RevocationList.Target.editor(sha256:)",
      "Footnote.RevocationList.Target.page(wiki:_:)",
      "Footnote.RevocationList.Target.revision(wiki:_:)",
      "Footnote.RevocationList.Target.text(sha256:)",
      "Footnote.RevocationList.editorDigest(of:salt:)", "Footnote.RevocationList.salt",
      "Footnote.RevocationList.signed(by:)", "Footnote.RevocationSummary.creditRemovals",
      "Footnote.RevocationSummary.removals", "Footnote.RevocationSummary.sha256",
      "Footnote.PurgeReport.statementName", "Footnote.RemovalStatement.Removed.wiki",
      "Footnote.RemovalStatement.listDigest", "Footnote.RemovalStatement.manifestAfter",
      "Footnote.RemovalStatement.manifestBefore", "Footnote.VerifiedRevocations.sha256",
      "Provenance.ProvenanceError.badName(document:found:)",
      "Provenance.ProvenanceError.damagedRevocations(document:expected:found:)",
      "Provenance.ProvenanceError.notCanonical(document:)",
      "Provenance.ProvenanceError.repeated(document:)",
      "Provenance.ProvenanceError.unknownValue(document:expected:found:)",
    ]
  ),
  (
    "counts by the reason why pages were left out",
    ["Footnote.BuildReport.skipped", "Footnote.EmbeddingTrainingReport.skipped"]
  ),
]

/// Types of the standard library that hold no text, by their mangled names; any other foreign type
/// is taken for one that could.
let harmlessTypes: Set<String> = [
  "s:Sb", "s:Sd", "s:Sf", "s:Si", "s:Su", "s:s5Int32V", "s:s5Int64V", "s:s6UInt32V",
  "s:s6UInt64V", "s:Sn", "s:SN", "s:Sh", "s:s4Voida",
]

/// Types that may go in as a plain parameter, since a value that is given cannot give anything.
let inputTypes: Set<String> = ["s:SS", "s:s5UInt8V", "s:Ss"]
