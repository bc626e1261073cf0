package io.tocsin.evaluator.config;

import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.math.BigInteger;

/** Reads the limits that {@code global} and scrape configs have alike. */
final class ScrapeLimitsDecoder {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private ScrapeLimitsDecoder() {}

    static ScrapeLimits decode(YamlMapping mapping) {
        return new ScrapeLimits(
                mapping.get("body_size_limit").map(ByteSize::decode).orElse(0L),
                count(mapping, "sample_limit"),
                count(mapping, "target_limit"),
                count(mapping, "label_limit"),
                count(mapping, "label_name_length_limit"),
                count(mapping, "label_value_length_limit"),
                count(mapping, "keep_dropped_targets"));
    }

    /** The original has one bit more, for limits that nothing reaches. */
    private static long count(YamlMapping mapping, String key) {
        return mapping.present(key)
                .flatMap(YamlNode::unsignedNumber)
                .map(number -> number.min(MAX).longValueExact())
                .orElse(0L);
    }
}
