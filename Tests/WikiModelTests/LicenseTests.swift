import Testing
import WikiModel

@Test("A known licence is found by its identifier, with its name and address")
func knownLicense() {
  let license = License(spdxIdentifier: "CC-BY-SA-4.0")
  #expect(license?.name == "Creative Commons Attribution-ShareAlike 4.0 International")
  #expect(license?.url == "https://creativecommons.org/licenses/by-sa/4.0/")
  #expect(License(spdxIdentifier: "GFDL-1.3-or-later")?.url.contains("fdl-1.3") == true)
}

@Test("Every known licence has an identifier of its own, a name and a secure address")
func knownLicenses() {
  #expect(Set(License.known.map(\.spdxIdentifier)).count == License.known.count)
  for license in License.known {
    #expect(!license.name.isEmpty)
    #expect(license.url.hasPrefix("https://"))
    #expect(License(spdxIdentifier: license.spdxIdentifier) == license)
  }
}

@Test("An identifier that is not known, or is written otherwise, gives no licence")
func unknownLicense() {
  for name in ["", "CC-BY-SA", "cc-by-sa-4.0", "MIT", "CC-BY-SA-4.0 "] {
    #expect(License(spdxIdentifier: name) == nil)
  }
}

@Test("Another licence is described in full and keeps what was said")
func otherLicense() {
  let license = License(spdxIdentifier: "OGL-UK-3.0", name: "OGL", url: "https://example.org")
  #expect(license.spdxIdentifier == "OGL-UK-3.0")
  #expect(license.name == "OGL")
  #expect(license.url == "https://example.org")
}
