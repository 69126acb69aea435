package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/** Lists and counts standalone activities, the newest first. Thread-safe. */
final class StandaloneLists {
  private static final int LARGEST_PAGE = 1_000;

  private final ServerContext server;

  StandaloneLists(ServerContext server) {
    this.server = server;
  }

  /** Returns a page of activities. A page's token is the serial number of its last activity. */
  ListActivityExecutionsResponse list(ListActivityExecutionsRequest request) {
    ActivityQuery query = ActivityQuery.of(request.getQuery());
    long before = before(request.getNextPageToken());
    int size = request.getPageSize();
    int most = size <= 0 || size > LARGEST_PAGE ? LARGEST_PAGE : size;
    List<StandaloneActivity> page =
        server.activities().all().stream()
            .filter(activity -> activity.serial < before && query.selects(activity))
            .sorted(Comparator.comparingLong((StandaloneActivity it) -> it.serial).reversed())
            .limit(most)
            .toList();
    ListActivityExecutionsResponse.Builder answer = ListActivityExecutionsResponse.newBuilder();
    for (StandaloneActivity activity : page) {
      synchronized (activity) {
        answer.addExecutions(StandaloneDescriptions.listed(activity));
      }
    }
    if (page.size() == most) {
      long last = page.get(most - 1).serial;
      answer.setNextPageToken(
          ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(last).array()));
    }
    return answer.build();
  }

  private static long before(ByteString token) {
    if (token.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (token.size() != Long.BYTES) {
      throw StatusErrors.invalid("invalid page token");
    }
    return token.asReadOnlyByteBuffer().getLong();
  }

  CountActivityExecutionsResponse count(CountActivityExecutionsRequest request) {
    ActivityQuery query = ActivityQuery.of(request.getQuery());
    return CountActivityExecutionsResponse.newBuilder()
        .setCount(server.activities().all().stream().filter(query::selects).count())
        .build();
  }
}
