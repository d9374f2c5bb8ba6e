import type { DocumentBlock } from '#core/dossier/document-block.ts';
import { openPdf, type Pdf, type PdfProperties } from './pdf-document.ts';

const WIDTH = 495;

/** A text document as tagged PDF: headings, paragraphs and tables with header cells. */
export function blocksPdf(blocks: readonly DocumentBlock[], properties: PdfProperties): Promise<Uint8Array> {
  const { pdf, bytes } = openPdf(properties);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  for (const block of blocks) {
    if (block.kind === 'heading') {
      pdf.moveDown(block.level === 1 ? 0 : 0.7);
      // A heading alone at the foot of a page helps nobody.
      if (pdf.y > 720) pdf.addPage();
      pdf.font('bold').fontSize(block.level === 1 ? 17 : 13);
      write(pdf, root, block.text, `H${block.level}`);
      pdf.moveDown(0.3);
    } else if (block.kind === 'paragraph') {
      pdf.font('regular').fontSize(block.note ? 8.5 : 10);
      for (const part of partsOf(block.text)) write(pdf, root, part, 'P');
      pdf.moveDown(0.4);
    } else if (block.rows.length > 0) table(pdf, root, block);
  }
  root.end();
  pdf.end();
  return bytes;
}

/** Characters that fit a page in the smallest width they are written at. */
const MOST_CHARACTERS = 3000;

/** A text that would not fit a page, as several; they break between words. */
function partsOf(text: string): string[] {
  if (text.length <= MOST_CHARACTERS) return [text];
  const space = text.lastIndexOf(' ', MOST_CHARACTERS);
  const at = space > 0 ? space : MOST_CHARACTERS;
  return [text.slice(0, at), ...partsOf(text.slice(at).trimStart())];
}

/**
 * A text as one element on one page: what the library carries over to the next page belongs to no element there, and nobody
 * who listens to the document hears it.
 */
function write(pdf: Pdf, root: ReturnType<Pdf['struct']>, text: string, structType: string): void {
  const { height, margins } = pdf.page;
  const width = { width: WIDTH };
  if (pdf.y + pdf.heightOfString(text, width) > height - margins.bottom) pdf.addPage();
  pdf.text(text, 50, pdf.y, { ...width, structParent: root, structType });
}

function table(
  pdf: Pdf,
  root: ReturnType<Pdf['struct']>,
  block: Extract<DocumentBlock, { kind: 'table' }>,
): void {
  pdf.font('regular').fontSize(9.5);
  pdf.x = 50;
  const cell = (text: string, column: number, head: boolean) => ({
    text,
    type: head ? ('TH' as const) : ('TD' as const),
    ...(head ? { scope: 'Column' as const, backgroundColor: '#e3e8ee', font: { src: 'bold' } } : {}),
    align: { x: block.columns[column]!.align ?? ('left' as const), y: 'center' as const },
  });
  const options = {
    structParent: root,
    title: block.summary,
    columnStyles: block.columns.map(({ share }) => ({ width: share * WIDTH })),
    defaultStyle: { border: 0.5, borderColor: '#9aa5b1', padding: 3 },
    data: [
      block.columns.map(({ title }, i) => cell(title, i, true)),
      ...block.rows.map((row) => row.map((text, i) => cell(text, i, false))),
    ],
  };
  pdf.table(options as unknown as Parameters<Pdf['table']>[0] & { data: [] });
  pdf.moveDown(0.5);
}
