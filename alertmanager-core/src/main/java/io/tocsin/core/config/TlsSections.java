package io.tocsin.core.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import java.util.IdentityHashMap;

/**
 * The {@code tls_config} sections of one file that no connection can be made with. Whether that is an error shows only
 * when all of the file is known: the original prepares the connections of what is in use, and of nothing else.
 */
final class TlsSections {
    private final IdentityHashMap<TlsConfig, Section> unusable = new IdentityHashMap<>();

    private record Section(YamlMapping mapping, TlsFault fault) {}

    void add(TlsConfig tls, YamlMapping mapping) {
        TlsFault.of(tls).ifPresent(fault -> unusable.put(tls, new Section(mapping, fault)));
    }

    /**
     * Records the error, if there is one and it has not been recorded yet.
     *
     * @param used as it was {@link #add added}
     * @param occasion what the original says before its error
     */
    void refuse(TlsConfig used, String occasion) {
        Section section = unusable.get(used);
        if (section != null && section.fault().isError()) {
            unusable.remove(used);
            TlsFault fault = section.fault();
            section.mapping()
                    .at(fault.key())
                    .error(fault.message(), fault.hint(), Stage.WHOLE, occasion + fault.original());
        }
    }

    /** Of those that were not refused: their connections fail once somebody makes one. */
    void warnOfOthers() {
        unusable.values().forEach(TlsSections::warn);
        unusable.clear();
    }

    static void warnNow(TlsConfig tls, YamlMapping mapping) {
        TlsFault.of(tls).ifPresent(fault -> warn(new Section(mapping, fault)));
    }

    private static void warn(Section section) {
        TlsFault fault = section.fault();
        section.mapping().at(fault.key()).warning(fault.message(), fault.hint());
    }
}
