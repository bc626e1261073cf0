package io.tocsin.evaluator.series;

/**
 * The value that ends a series: a NaN with bits of its own. Every other NaN is a value like any.
 *
 * <p>It is a signalling NaN: arithmetic makes an ordinary NaN of it, so it must be told apart before anything is computed.
 * Inside the query engine, where stale samples are gone, the same bits mark a place without a value.
 *
 * @see "Upstream: model/value/value.go StaleNaN"
 */
public final class StaleMarker {
    private static final long BITS = 0x7ff0000000000002L;

    /** What goes where the end of a series is written, or where no value is. */
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
