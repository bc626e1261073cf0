package io.tocsin.notifiers.http;

/**
 * The requests of all integrations at one moment. Immutable.
 *
 * @param underWay on a connection, or making one
 * @param waiting for others to end, because as many as may be are under way
 * @param refused so far, because too many were waiting already
 */
public record RequestLoad(int underWay, int waiting, long refused) {
    /** Both together. */
    public RequestLoad plus(RequestLoad other) {
        return new RequestLoad(underWay + other.underWay, waiting + other.waiting, refused + other.refused);
    }
}
