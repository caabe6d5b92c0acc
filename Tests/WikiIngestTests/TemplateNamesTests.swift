import Testing
import WikiIngest

@Test(
  "Names of a template are one, however they are written",
  arguments: [
    "POV check", "pOV check", " POV_check ", "POV  check", "Template:POV check",
    "template: POV check", "TEMPLATE:_POV check\n",
  ])
func sameTemplate(written: String) {
  #expect(TemplateName(written)?.text == "POV check")
}

@Test("What names no template has no name, and letters keep their own case")
func otherTemplates() {
  for written in ["", "  ", "#if", ":Page", "Template:", "#invoke:X"] {
    #expect(TemplateName(written) == nil, "\(written)")
  }
  #expect(TemplateName("pov Check")?.text == "Pov Check")
  #expect(TemplateName("überarbeiten")?.text == "Überarbeiten")
  #expect(TemplateName("ßtest")?.text == "ßtest")
  #expect(TemplateName("User:X/y")?.text == "User:X/y")
}

@Test(
  "A template is found wherever the wikitext names it",
  arguments: [
    "{{pOV}}", "Text {{POV|date=May 2026}} text", "{{ POV\n|date=May}}", "{{Template:POV}}",
    "{{Multiple issues|{{POV}}\n{{Other}}}}", "<ref>A {{pOV|b}} source</ref>",
    "{{<!-- here -->POV}}", "{{POV<!-- a --><!-- b -->|c}}", "{| \n| {{pOV}}\n|}",
    "[[File:A.jpg|thumb|{{pOV}}]]", "{{{1|{{pOV}}}}}", "<ref name=a>{{Cite|{{pOV}}}}</ref>",
    "{{unclosed {{pOV}}", "{{_pOV_}}",
  ])
func found(wikitext: String) {
  #expect(TemplateNames.first(of: ["POV", "Hoax"], in: Array(wikitext.utf8)) == "POV")
}

@Test(
  "A template is not found where the wikitext does not name it",
  arguments: [
    "", "POV", "{{POVcheck}}", "<!-- {{POV}} -->", "<nowiki>{{POV}}</nowiki>",
    "<pre>{{POV}}</pre>", "{{{POV}}}", "{{Other|POV}}", "{{Other|x=POV}}", "{{#if:POV|a}}",
    "{{:POV}}", "{{P{{o}}V}}", "{{POV", "{{", "}}{{", "<ref>{{POV", "{{User:POV}}",
  ])
func notFound(wikitext: String) {
  #expect(TemplateNames.first(of: ["POV"], in: Array(wikitext.utf8)) == nil)
  #expect(TemplateNames.first(of: [], in: Array("{{POV}}".utf8)) == nil)
}

@Test("Bytes that are no text, and pages of nothing but braces, are read to their end")
func hostileTemplates() {
  #expect(TemplateNames.first(of: ["POV"], in: [0x7B, 0x7B, 0xFF, 0x7D, 0x7D]) == nil)
  for part in ["{{", "}}", "{{a|", "<ref>", "<ref>{{", "{{<!--", "[[{{"] {
    let text = Array(String(repeating: part, count: 20_000).utf8)
    #expect(TemplateNames.first(of: ["POV"], in: text) == nil)
  }
}

@Test("The wiki's own name of the namespace goes, in any case, and no other's")
func localTemplateNamespaces() {
  let namespaces = ["Vorlage", "Sjabloon_van"]
  for text in [
    "{{Vorlage:POV}}", "{{vorlage:pOV|x=1}}", "{{ VORLAGE : POV }}", "{{Template:POV}}",
    "{{template :POV}}", "{{sjabloon  van:POV}}", "{{POV}}", "<ref>{{Vorlage:POV}}</ref>",
  ] {
    let found = TemplateNames.first(
      of: ["POV"], in: Array(text.utf8), namespaces: namespaces)
    #expect(found == "POV", "\(text)")
  }
  for text in ["{{Modèle:POV}}", "{{Vorlage:Vorlage:POV}}", "{{:Vorlage:POV}}", "{{VorlagePOV}}"] {
    let found = TemplateNames.first(
      of: ["POV"], in: Array(text.utf8), namespaces: namespaces)
    #expect(found == nil, "\(text)")
  }
  #expect(TemplateNames.first(of: ["POV"], in: Array("{{Vorlage:POV}}".utf8)) == nil)
}
