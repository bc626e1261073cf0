package io.tocsin.cluster.message;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.List;

/** A message between two members, or the answer to one. */
public sealed interface Message {
    /** The version of the wire that this program speaks; raised by what an older one would misunderstand. */
    int WIRE_VERSION = 1;

    /**
     * Who is there; every member sends it to every node, again and again. Answered by {@link Greeted} or {@link Refused}.
     *
     * @param sentAt by the sender's clock
     */
    record Greeting(Introduction self, Instant sentAt) implements Message {
        public Greeting {
            requireNonNull(self, "self");
            requireNonNull(sentAt, "sentAt");
        }
    }

    /** Both moments by the clock of whoever answers. */
    record Greeted(Introduction self, Instant receivedAt, Instant answeredAt) implements Message {
        public Greeted {
            requireNonNull(self, "self");
            requireNonNull(receivedAt, "receivedAt");
            requireNonNull(answeredAt, "answeredAt");
        }
    }

    /** The answer of a member that has nothing to do with the sender, or not yet. */
    record Refused(String reason) implements Message {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Versions that the receiver may not have. Answered by {@link Taken}.
     *
     * @param versions as {@link io.tocsin.core.record.ReplicaRecord} writes them
     * @param isExchange whether they come from an exchange, not because they were just written
     */
    record Updates(List<byte[]> versions, boolean isExchange) implements Message {
        public Updates {
            versions = List.copyOf(versions);
        }
    }

    /** @param news how many versions were news */
    record Taken(int news) implements Message {}

    /**
     * The first step of an exchange: what the sender holds, in short. Answered by {@link Differing}.
     *
     * @param upTo the ticks of stamps; what is a little later is not compared
     */
    record Compare(Digests held, long upTo) implements Message {
        /** For {@link #upTo}: nothing is too new. */
        public static final long ALL = Long.MAX_VALUE;

        /** Microseconds after {@link #upTo}. What is even later was written by no clock that is right, and is compared. */
        private static final long TOO_NEW = 20_000_000;

        public Compare {
            requireNonNull(held, "held");
        }

        /** Whether what has this stamp is compared. */
        public static boolean includes(Stamp stamp, long upTo) {
            return stamp.ticks() <= upTo || stamp.ticks() - upTo > TOO_NEW;
        }
    }

    /** In which buckets the two members differ; none where they hold the same. */
    record Differing(List<Bucket> buckets) implements Message {
        public Differing {
            buckets = List.copyOf(buckets);
        }
    }

    /** @param size how many versions the answering member holds in it */
    record Bucket(int index, int size) {}

    /** Asks what is in some buckets. Answered by {@link Listed}. */
    record ListBuckets(List<Integer> buckets) implements Message {
        public ListBuckets {
            buckets = List.copyOf(buckets);
        }
    }

    record Listed(List<Held> entries) implements Message {
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /** A version that a member holds, as {@link io.tocsin.core.engine.Registers.Register} describes it. */
    record Held(long keyHash, Stamp stamp, boolean isCurrent) {
        public Held {
            requireNonNull(stamp, "stamp");
        }
    }

    /** Asks for the versions under some keys. Answered by {@link Fetched}. */
    record Fetch(List<Long> keyHashes) implements Message {
        public Fetch {
            keyHashes = List.copyOf(keyHashes);
        }
    }

    /**
     * @param versions as {@link io.tocsin.core.record.ReplicaRecord} writes them
     * @param answered how many keys, from the first one, are done with: the rest was too much for one message
     */
    record Fetched(List<byte[]> versions, int answered) implements Message {
        public Fetched {
            versions = List.copyOf(versions);
        }
    }
}
