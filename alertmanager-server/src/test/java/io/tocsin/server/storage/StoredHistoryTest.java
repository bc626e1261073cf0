package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers see while the writer writes. */
final class StoredHistoryTest {
    private static final long MAX_BYTES = 1 << 10;

    private final MVStore store = MVStore.open(null);
    private final KeptHistory file = new KeptHistory(store.openMap("history"), store.openMap("state"), 1, () -> {});
    private final StoredHistory history = new StoredHistory(MAX_BYTES, MAX_BYTES, () -> {});

    @BeforeEach
    void open() {
        history.opened(file);
    }

    @AfterEach
    void close() {
        history.closing();
        store.closeImmediately();
    }

    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        history.newestFirst(Long.MAX_VALUE, (id, record) -> seen.add(id + ":" + record[0]));
        return seen;
    }

    private void write() {
        history.written(history.writeTo(file), file.bytes());
    }

    private static byte[] record(int content) {
        return new byte[] {(byte) content};
    }

    @Test
    void newestFirst_oneWasReplacedWhileAllWereWritten_showsThemAll() {
        // given
        long first = history.append(record(10));
        history.append(record(20));
        history.append(record(30));
        // when
        Map<Long, byte[]> written = history.writeTo(file);
        history.replace(first, record(11));
        history.written(written, file.bytes());
        // then
        assertThat(seen()).containsExactly("3:30", "2:20", "1:11");
        assertThat(history.waiting()).isEqualTo(1);
        assertThat(history.sizeBytes()).isEqualTo(3);
        write();
        assertThat(history.waiting()).isZero();
        assertThat(seen()).containsExactly("3:30", "2:20", "1:11");
    }

    @Test
    void written_replacedTwiceMeanwhile_theLastOneStillWaits() {
        // given
        long first = history.append(record(10));
        write();
        history.replace(first, record(11));
        // when
        Map<Long, byte[]> written = history.writeTo(file);
        history.replace(first, record(12));
        history.written(written, file.bytes());
        // then
        assertThat(seen()).containsExactly("1:12");
        write();
        assertThat(history.waiting()).isZero();
        assertThat(seen()).containsExactly("1:12");
    }
}
