package io.tocsin.evaluator.rule;

/** A rule that could not be evaluated; the message says why. */
final class RuleFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    RuleFailedException(String message) {
        super(message);
    }

    RuleFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
