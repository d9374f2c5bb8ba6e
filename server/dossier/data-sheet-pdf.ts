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
      pdf.text(block.text, 50, pdf.y, { width: WIDTH, structParent: root, structType: `H${block.level}` });
      pdf.moveDown(0.3);
    } else if (block.kind === 'paragraph') {
      pdf.font('regular').fontSize(block.note ? 8.5 : 10);
      pdf.text(block.text, 50, pdf.y, { width: WIDTH, structParent: root, structType: 'P' });
      pdf.moveDown(0.4);
    } else if (block.rows.length > 0) table(pdf, root, block);
  }
  root.end();
  pdf.end();
  return bytes;
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
