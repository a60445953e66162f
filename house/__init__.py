"""Set-up and supervision: everything `./run` needs before the environment exists.

Standard library only, Linux only. Nothing here is imported by the portal, and nothing here imports it.
"""
