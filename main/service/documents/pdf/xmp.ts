/**
 * The document's XMP properties: Dublin Core, creation, and the PDF/UA-1 identification, each value escaped as XML. pdfkit writes
 * the title unescaped, so one '&' in a school's name would make the whole packet malformed (documents.md, pitfall 4).
 */
export function xmpPacket(facts: { title: string; author: string; subject: string; preparedOn: string }): string {
  const instant = `${facts.preparedOn}T00:00:00Z`;
  return `
    <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
      <xmp:CreateDate>${instant}</xmp:CreateDate>
      <xmp:ModifyDate>${instant}</xmp:ModifyDate>
      <xmp:CreatorTool>VSK Tracker</xmp:CreatorTool>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(facts.title)}</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>${xmlText(facts.author)}</rdf:li></rdf:Seq></dc:creator>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(facts.subject)}</rdf:li></rdf:Alt></dc:description>
      <dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
      <pdf:Producer>VSK Tracker (pdfkit)</pdf:Producer>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
      <pdfuaid:part>1</pdfuaid:part>
    </rdf:Description>`;
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function xmlText(text: string): string {
  // XML 1.0 has no place at all for control characters, escaped or not.
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>]/g, (c) => ENTITY[c] ?? c);
}
