/** Around every request: the life of a server as LSP draws it, cancellation, and errors that must not end it. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Context, Handler } from './context.ts';

export interface Gate {
  /** The context, from `initialize` until `shutdown`. */
  readonly context: Context | undefined;
  /** Takes the one `initialize`. */
  open(context: Context): void;
  /** Why a request cannot be answered now. */
  refusal(): ResponseError | undefined;
  shut(): void;
  /** A handler that answers only while the gate is open, and with an error where it throws. */
  guard<P, R>(method: string, handler: Handler<P, R>): (params: P, token: CancellationToken) => Promise<R>;
}

/** A closed gate. */
export function createGate(connection: Connection): Gate {
  let context: Context | undefined;
  let shut = false;
  const refusal = () => {
    if (shut) return new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
    if (!context) return new ResponseError(ErrorCodes.ServerNotInitialized, 'Send `initialize` first.');
    return undefined;
  };
  return {
    get context() {
      return shut ? undefined : context;
    },
    open(created) {
      context = created;
    },
    refusal,
    shut() {
      shut = true;
    },
    guard: (method, handler) => async (params, token) => {
      const refused = refusal();
      if (refused || !context) throw refused ?? new ResponseError(ErrorCodes.InternalError, method);
      try {
        const result = await handler(context, params, token);
        if (!token.isCancellationRequested) return result;
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        connection.console.error(`${method} failed: ${describe(error)}`);
        throw new ResponseError(ErrorCodes.InternalError, `${method} failed; the log says more.`);
      }
      throw cancelled();
    },
  };
}

/** The answer to a request that its client gave up. */
export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled by the client.');
}

/** An error for the log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
