/**
 * What Kubernetes accepts as label keys and values (kubernetes/apimachinery pkg/util/validation/validation.go). The API
 * server does not check the selectors of a custom resource, so a SecurityGroupPolicy may hold anything.
 */
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const LONGEST_NAME = 63;
const LONGEST_PREFIX = 253;

/**
 * Go counts these lengths in bytes, we in UTF-16 units. The verdict is the same: a text in which they differ is not
 * ASCII, and every pattern here is. As in Go, `$` without the multi-line flag does not pass over a trailing newline.
 */
const fits = (text: string, longest: number, pattern: RegExp): boolean =>
  text.length <= longest && pattern.test(text);

/** `IsQualifiedName`: a name, or a DNS subdomain and a name with one slash between. */
export function isLabelKey(text: string): boolean {
  const [first = '', second, ...more] = text.split('/', 3);
  if (second === undefined) return fits(first, LONGEST_NAME, NAME);
  return (
    more.length === 0 && fits(first, LONGEST_PREFIX, SUBDOMAIN) && fits(second, LONGEST_NAME, NAME)
  );
}

/** `IsValidLabelValue`: a name, or nothing. */
export function isLabelValue(text: string): boolean {
  return text === '' || fits(text, LONGEST_NAME, NAME);
}
