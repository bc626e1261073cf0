package io.tocsin.server.storage;

import io.tocsin.core.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules have come to, through restarts, with a file that is written at each of them. */
public final class RestartedRules {
    private final Map<RuleRecord.Key, byte[]> file = new LinkedHashMap<>();
    private StoredRules rules = opened(List.of());

    private static StoredRules opened(List<RuleRecord> stored) {
        StoredRules opened = new StoredRules(RuleStatesOf.ROOM_BYTES, unkept -> {});
        opened.restore(stored);
        return opened;
    }

    /** Of the process that runs now. */
    public RuleStates states() {
        return rules;
    }

    /** The next process has what this one has kept. */
    public void restart() {
        rules.takeChanged(Integer.MAX_VALUE).forEach((key, record) -> {
            if (record == null) {
                file.remove(key);
            } else {
                file.put(key, record);
            }
        });
        List<RuleRecord> stored = new ArrayList<>();
        for (byte[] record : file.values()) {
            try {
                stored.add(RuleRecord.decode(record));
            } catch (MalformedRecordException e) {
                throw new AssertionError(e);
            }
        }
        rules = opened(stored);
    }
}
