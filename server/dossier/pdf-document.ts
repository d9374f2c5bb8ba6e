import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

const FONT = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
);
const BOLD_FONT = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf'),
);

export type Pdf = InstanceType<typeof PDFDocument>;

export interface PdfProperties {
  readonly title: string;
  readonly author: string;
  /** Day of the document's properties (ISO). */
  readonly day: string;
  readonly layout: 'portrait' | 'landscape';
  /** ASCII; read by machines. */
  readonly keywords?: string;
}

/**
 * Opens an A4 document in German, tagged, its fonts embedded, declared as PDF/UA-1. Nothing in it depends on the
 * time of writing; it is not compressed, since compression differs between versions of Node and the dossier is a ZIP.
 */
export function openPdf({ title, author, day, layout, keywords }: PdfProperties): {
  pdf: Pdf;
  bytes: Promise<Uint8Array>;
} {
  const when = new Date(`${day}T00:00:00Z`);
  const options = {
    size: 'A4',
    layout,
    margins: { top: 50, bottom: 50, left: 50, right: 50 },
    pdfVersion: '1.7' as const,
    tagged: true,
    lang: 'de-DE',
    displayTitle: true,
    compress: false,
    font: FONT,
    // Not in the type declarations yet.
    subset: 'PDF/UA' as 'PDF/A-1',
    info: {
      Title: title,
      Author: author,
      Creator: 'Lückenlos',
      Producer: 'Lückenlos',
      CreationDate: when,
      ModDate: when,
      ...(keywords === undefined ? {} : { Keywords: keywords }),
    },
  };
  const pdf = new PDFDocument(options);
  pdf.registerFont('regular', FONT);
  pdf.registerFont('bold', BOLD_FONT);
  const chunks: Uint8Array[] = [];
  const bytes = new Promise<Uint8Array>((done, fail) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('error', fail);
    pdf.on('end', () => done(new Uint8Array(Buffer.concat(chunks))));
  });
  return { pdf, bytes };
}
