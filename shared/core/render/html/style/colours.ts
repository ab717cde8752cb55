/**
 * Every colour of the page by what it means. All pairs that occur have a contrast of 4.5 or more; the classes of the
 * picture (blue, crimson, violet, amber, teal) stay apart for people who see fewer colours, and each has a shape as well.
 */
export const COLOURS = `
:root {
  --paper: #faf9f7; --card: #ffffff; --wash: #f1efeb; --line: #dcd8d1; --strong-line: #8a857c;
  --ink: #1d2126; --soft: #555c65; --link: #1a56a8; --on-solid: #ffffff;
  --critical: #9b1239; --high: #a3380a; --medium: #775300; --low: #2a5d87; --info: #555c65;
  --critical-wash: #fcebef; --high-wash: #fdf0e8; --medium-wash: #fbf3df; --good-wash: #e8f3ec;
  --good: #1d6b42; --unintended: #b3123d; --broken: #7536a3; --unknown: #775300; --partial: #0b6666; --intended: #1a56a8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --card: #1b2026; --wash: #242a32; --line: #353d47; --strong-line: #7d8894;
    --ink: #e8eaed; --soft: #a9b1bb; --link: #8fbcff; --on-solid: #14171b;
    --critical: #ff8fa5; --high: #ffa173; --medium: #e9bd5c; --low: #8fc1ec; --info: #a9b1bb;
    --critical-wash: #37191f; --high-wash: #34211a; --medium-wash: #2f2817; --good-wash: #172a20;
    --good: #7ccf9f; --unintended: #ff7f98; --broken: #cfa2f5; --unknown: #e9bd5c; --partial: #64cfcf; --intended: #8fbcff;
  }
}
`;
