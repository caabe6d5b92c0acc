import Testing
import WikiModel

@Test("Pages and revisions order by their numbers")
func identifierOrder() {
  #expect(PageID(rawValue: 2) < PageID(rawValue: 10))
  #expect(RevisionID(rawValue: 2) < RevisionID(rawValue: 10))
  #expect(PageID(rawValue: .max).rawValue == .max)
}

@Test("The largest number of a page is the largest that JSON's numbers hold exactly")
func identifierLimit() {
  let limit = Article.identifierLimit
  #expect(Double(limit) == Double(limit - 1) + 1)
  #expect(Double(limit + 1) == Double(limit + 2))
}
