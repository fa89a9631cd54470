namespace Scheduling.Redis.Hosting;

/// <summary>How a bus on Redis works. It is read when the bus is registered; later changes do nothing.</summary>
public sealed class RedisBusOptions
{
    /// <summary>
    /// What tells the schedulers on one Redis apart: the nodes of one scheduler share it, and no other scheduler has it. The channel is called <c>{Prefix}:events</c>. A database number
    /// in the connection string tells nothing apart, since channels belong to the whole server. 1 to 200 characters without white space or control characters; <c>scheduling</c> by default.
    /// </summary>
    public string Prefix { get; set; } = "scheduling";

    /// <summary>
    /// How many bytes a message that arrives may have. A larger one is counted and dropped. Nodes send messages of at most some 32 KiB; the limit is for what others send on the channel. 1 MiB by default.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;
}
