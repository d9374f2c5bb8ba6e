import { strToU8 } from 'fflate';
import type { DocumentBlock } from './document-block.ts';
import { coreProperties, relationships, XML_HEAD, xmlText } from './xml.ts';
import { zipFiles } from './zip-files.ts';

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** An Office Open XML text document (ECMA-376), A4, German; the same content gives the same bytes. */
export function docxBytes(document: {
  readonly title: string;
  readonly creator: string;
  /** Day of the document's properties (ISO). */
  readonly day: string;
  readonly blocks: readonly DocumentBlock[];
}): Uint8Array {
  const body = document.blocks.map(blockXml).join('');
  const files: Record<string, string> = {
    '[Content_Types].xml': `${XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': relationships([
      [`${OFFICE}/officeDocument`, 'word/document.xml'],
      [
        'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
        'docProps/core.xml',
      ],
    ]),
    'docProps/core.xml': coreProperties(document.title, document.creator, document.day),
    'word/_rels/document.xml.rels': relationships([[`${OFFICE}/styles`, 'styles.xml']]),
    'word/document.xml': `${XML_HEAD}<w:document xmlns:w="${MAIN}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    'word/styles.xml': STYLES,
  };
  return zipFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

function blockXml(block: DocumentBlock): string {
  if (block.kind === 'heading') return paragraph(block.text, `Heading${block.level}`);
  if (block.kind === 'paragraph') return paragraph(block.text, block.note ? 'Note' : null);
  const widths = block.columns.map(({ share }) => Math.round(share * 9638));
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const row = (cells: readonly string[], head: boolean) =>
    `<w:tr>${head ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells
      .map((text, i) => {
        const right = block.columns[i]!.align === 'right' ? '<w:jc w:val="right"/>' : '';
        const shade = head ? '<w:shd w:val="clear" w:color="auto" w:fill="E3E8EE"/>' : '';
        return `<w:tc><w:tcPr><w:tcW w:w="${widths[i]}" w:type="dxa"/>${shade}</w:tcPr><w:p><w:pPr><w:spacing w:after="20"/>${right}</w:pPr>${run(text, head)}</w:p></w:tc>`;
      })
      .join('')}</w:tr>`;
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="9AA5B1"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
  const head = row(
    block.columns.map(({ title }) => title),
    true,
  );
  return `<w:tbl><w:tblPr><w:tblW w:w="9638" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${block.rows.map((cells) => row(cells, false)).join('')}</w:tbl><w:p/>`;
}

function paragraph(text: string, style: string | null): string {
  return `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${run(text, false)}</w:p>`;
}

function run(text: string, bold: boolean): string {
  return `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;
}

const heading = (level: number, size: number) =>
  `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;

const STYLES = `${XML_HEAD}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="21"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${heading(1, 34)}${heading(2, 26)}<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/><w:rPr><w:i/><w:sz w:val="18"/></w:rPr></w:style></w:styles>`;
