package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

/** A request of the Prometheus API that has no answer. The message is what its caller is told. */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;

    RequestException(ErrorType type, String message) {
        super(message);
        this.type = requireNonNull(type, "type");
    }

    static RequestException badParameter(String name, String message) {
        return new RequestException(ErrorType.BAD_DATA, "invalid parameter \"" + name + "\": " + message);
    }

    ErrorType type() {
        return type;
    }

    /** @see "Upstream: web/api/v1/api.go respondError" */
    enum ErrorType {
        BAD_DATA("bad_data", 400),
        EXECUTION("execution", 422),
        CANCELED("canceled", 499),
        TIMEOUT("timeout", 503),
        UNAVAILABLE("unavailable", 503),
        INTERNAL("internal", 500);

        private final String word;
        private final int status;

        ErrorType(String word, int status) {
            this.word = word;
            this.status = status;
        }

        /** As {@code errorType} in answers. */
        String word() {
            return word;
        }

        int status() {
            return status;
        }
    }
}
