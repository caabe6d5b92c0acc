import Testing
import WikiModel

@Test(
  "A page's address under a new title has the form that it had",
  arguments: [
    ("https://en.wikipedia.org/wiki/Old_town", "https://en.wikipedia.org/wiki/New_town_%26_port"),
    ("https://wiki.example/w/index.php?title=Old_town", "=New_town_%26_port"),
    ("https://wiki.example/Old town", "https://wiki.example/New_town_%26_port"),
    ("https://wiki.example/wiki/Very_Old_town", "https://wiki.example/wiki/Very_Old_town"),
    ("https://wiki.example/?curid=12", "https://wiki.example/?curid=12"),
    ("Old_town", "Old_town"), ("", ""),
  ])
func movedAddress(old: String, new: String) {
  let made = Project.address(old, ofTitle: "Old town", with: "New town & port")
  #expect(made == new || new.hasPrefix("=") && made.hasSuffix(new))
}

@Test("A title of other letters is found in an address however it is written there")
func movedAddressOfLetters() {
  for old in ["https://de.wikipedia.org/wiki/K%C3%B6ln", "https://de.wikipedia.org/wiki/Köln"] {
    #expect(
      Project.address(old, ofTitle: "Köln", with: "Köln am Rhein")
        == "https://de.wikipedia.org/wiki/K%C3%B6ln_am_Rhein")
  }
}
