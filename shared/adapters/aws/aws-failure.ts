import { type LiveFailure, LiveReadError } from '../../audit/index.ts';

/** Error codes of AWS, by what they mean for a read. Any other is taken for an API that cannot be reached. */
const FAILURES: Readonly<Record<Exclude<LiveFailure, 'unreachable'>, RegExp>> = {
  denied:
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthFailure|OptInRequired|ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|CredentialsProviderError|TokenProviderError)$/u,
  absent: /^(ResourceNotFoundException|InvalidAction|NotFoundException)$|NotFound(Fault)?$/u,
  throttled:
    /^(Throttling|ThrottlingException|ThrottledException|RequestLimitExceeded|TooManyRequestsException|RequestThrottled|SlowDown)$/u,
  inconsistent: /^(InvalidNextToken|InvalidPaginationToken|InvalidParameterValue)$/u,
};

const LONGEST = 500;

const textAt = (error: unknown, key: string): string => {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** The SDK has retried what can be retried; what is left tells why the answer, or the rest of it, is missing. */
export function toLiveReadError(error: unknown): LiveReadError {
  if (error instanceof LiveReadError) return error;
  const code = textAt(error, 'Code') || textAt(error, 'name') || 'UnknownError';
  const found = Object.entries(FAILURES).find(([, pattern]) => pattern.test(code))?.[0];
  const failure = isFailure(found) ? found : 'unreachable';
  const message = textAt(error, 'message').slice(0, LONGEST) || 'the call failed';
  return new LiveReadError(failure, code, message);
}

const isFailure = (text: string | undefined): text is keyof typeof FAILURES =>
  text !== undefined && Object.hasOwn(FAILURES, text);
