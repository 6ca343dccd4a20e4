# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST, class-conditional: quality of the deterministic catalogue' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label '95 % intervals: ±18 %; grey: the other 83 methods' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
8 232.90474 232.90474 232.90474
EOD
$c1 << EOD
4 226.579 226.579 226.579
EOD
$c2 << EOD
7 221.45181 221.45181 221.45181
EOD
$c3 << EOD
8 217.05091 217.05091 217.05091
EOD
$c4 << EOD
4 230.58715 230.58715 230.58715
8 230.7179 230.7179 230.7179
EOD
$c5 << EOD
7 204.90509 204.90509 204.90509
EOD
$c6 << EOD
4 218.02642 218.02642 218.02642
8 227.2518 227.2518 227.2518
EOD
$c7 << EOD
4 248.08707 248.08707 248.08707
8 199.01725 199.01725 199.01725
EOD
$c8 << EOD
4 210.40232 210.40232 210.40232
8 227.2917 227.2917 227.2917
EOD
$c9 << EOD
6 237.5269 237.5269 237.5269
9 200.44059 200.44059 200.44059
EOD
$c10 << EOD
4 239.4585 239.4585 239.4585
8 192.74037 192.74037 192.74037
EOD
$c11 << EOD
6 213.02482 213.02482 213.02482
EOD
$c12 << EOD
6 239.23475 239.23475 239.23475
10 179.57116 179.57116 179.57116
EOD
$c13 << EOD
4 236.82734 236.82734 236.82734
8 176.95265 176.95265 176.95265
EOD
$c14 << EOD
5 195.28966 195.28966 195.28966
10 213.69455 213.69455 213.69455
EOD
$c15 << EOD
6 206.12217 206.12217 206.12217
9 200.08585 200.08585 200.08585
EOD
$c16 << EOD
6 202.97929 202.97929 202.97929
EOD
$c17 << EOD
6 222.97951 222.97951 222.97951
9 154.24794 154.24794 154.24794
EOD
$c18 << EOD
6 226.63133 226.63133 226.63133
10 132.65287 132.65287 132.65287
EOD
$c19 << EOD
6 200.66238 200.66238 200.66238
10 144.87806 144.87806 144.87806
EOD
$c20 << EOD
6 212.29579 212.29579 212.29579
9 113.82269 113.82269 113.82269
EOD
$c21 << EOD
6 145.42037 145.42037 145.42037
EOD
$c22 << EOD
6 159.80869 159.80869 159.80869
10 69.979647 69.979647 69.979647
EOD
$c23 << EOD
6 172.08228 172.08228 172.08228
9 64.127811 64.127811 64.127811
EOD
$c24 << EOD
6 106.00976 106.00976 106.00976
10 40.789813 40.789813 40.789813
EOD
$c25 << EOD
6 162.50656 162.50656 162.50656
10 24.112139 24.112139 24.112139
EOD
$c26 << EOD
4 183.85229 183.85229 183.85229
8 18.262481 18.262481 18.262481
EOD
$c27 << EOD
5 177.49208 177.49208 177.49208
10 18.011227 18.011227 18.011227
EOD
$c28 << EOD
4 164.45053 164.45053 164.45053
8 17.975728 17.975728 17.975728
EOD
$c29 << EOD
4 166.2121 166.2121 166.2121
8 17.232489 17.232489 17.232489
EOD
$c30 << EOD
6 129.92217 129.92217 129.92217
10 21.810238 21.810238 21.810238
EOD
$c31 << EOD
6 129.92217 129.92217 129.92217
10 21.810238 21.810238 21.810238
EOD
$c32 << EOD
6 86.051203 86.051203 86.051203
10 31.745139 31.745139 31.745139
EOD
$c33 << EOD
4 159.75757 159.75757 159.75757
8 17.017185 17.017185 17.017185
EOD
$c34 << EOD
4 51.156933 51.156933 51.156933
10 50.470333 50.470333 50.470333
EOD
$c35 << EOD
10 10.370079 10.370079 10.370079
EOD
$c36 << EOD
6 210.41281 210.41281 210.41281
10 12.025285 12.025285 12.025285
EOD
$c37 << EOD
6 163.58032 163.58032 163.58032
10 14.449565 14.449565 14.449565
EOD
$c38 << EOD
6 140.80971 140.80971 140.80971
10 14.670463 14.670463 14.670463
EOD
$c39 << EOD
6 69.101925 69.101925 69.101925
10 27.22666 27.22666 27.22666
EOD
$c40 << EOD
6 44.287224 44.287224 44.287224
10 40.910877 40.910877 40.910877
EOD
$c41 << EOD
6 43.041743 43.041743 43.041743
9 37.021068 37.021068 37.021068
EOD
$c42 << EOD
6 91.04442 91.04442 91.04442
10 13.353475 13.353475 13.353475
EOD
$c43 << EOD
6 88.767992 88.767992 88.767992
10 13.337307 13.337307 13.337307
EOD
$c44 << EOD
6 88.548329 88.548329 88.548329
10 13.33877 13.33877 13.33877
EOD
$c45 << EOD
6 88.059556 88.059556 88.059556
10 13.060323 13.060323 13.060323
EOD
$c46 << EOD
6 41.972974 41.972974 41.972974
9 13.45798 13.45798 13.45798
EOD
$c47 << EOD
6 41.146426 41.146426 41.146426
10 12.969425 12.969425 12.969425
EOD
$c48 << EOD
6 30.331411 30.331411 30.331411
10 11.852912 11.852912 11.852912
EOD
$c49 << EOD
6 24.57057 24.57057 24.57057
10 14.198401 14.198401 14.198401
EOD
$c50 << EOD
6 29.502936 29.502936 29.502936
10 11.823839 11.823839 11.823839
EOD
$c51 << EOD
6 29.522004 29.522004 29.522004
10 11.814049 11.814049 11.814049
EOD
$c52 << EOD
6 25.331292 25.331292 25.331292
10 13.018701 13.018701 13.018701
EOD
$c53 << EOD
6 26.910015 26.910015 26.910015
10 11.623262 11.623262 11.623262
EOD
$c54 << EOD
6 26.525204 26.525204 26.525204
10 11.63441 11.63441 11.63441
EOD
$c55 << EOD
6 23.540942 23.540942 23.540942
9 12.806236 12.806236 12.806236
EOD
$c56 << EOD
6 28.221144 28.221144 28.221144
10 9.7939584 9.7939584 9.7939584
EOD
$c57 << EOD
6 24.097557 24.097557 24.097557
10 10.638091 10.638091 10.638091
EOD
$c58 << EOD
6 20.856974 20.856974 20.856974
10 11.919685 11.919685 11.919685
EOD
$c59 << EOD
6 24.046545 24.046545 24.046545
10 9.8699392 9.8699392 9.8699392
EOD
$c60 << EOD
6 20.667279 20.667279 20.667279
10 10.604895 10.604895 10.604895
EOD
$c61 << EOD
6 17.396777 17.396777 17.396777
10 11.124313 11.124313 11.124313
EOD
$c62 << EOD
6 17.250237 17.250237 17.250237
10 10.97094 10.97094 10.97094
EOD
$c63 << EOD
6 15.378149 15.378149 15.378149
10 11.469023 11.469023 11.469023
EOD
$c64 << EOD
6 16.642904 16.642904 16.642904
10 10.034788 10.034788 10.034788
EOD
$c65 << EOD
6 14.697342 14.697342 14.697342
10 11.116398 11.116398 11.116398
EOD
$c66 << EOD
6 13.477591 13.477591 13.477591
10 10.262756 10.262756 10.262756
EOD
$c67 << EOD
6 12.919474 12.919474 12.919474
10 10.235767 10.235767 10.235767
EOD
$c68 << EOD
6 13.352331 13.352331 13.352331
10 9.7970424 9.7970424 9.7970424
EOD
$c69 << EOD
6 12.658772 12.658772 12.658772
10 9.9950099 9.9950099 9.9950099
EOD
$c70 << EOD
6 11.915297 11.915297 11.915297
10 10.310891 10.310891 10.310891
EOD
$c71 << EOD
6 12.413217 12.413217 12.413217
9 9.8448057 9.8448057 9.8448057
EOD
$c72 << EOD
6 12.006023 12.006023 12.006023
10 9.9613682 9.9613682 9.9613682
EOD
$c73 << EOD
6 12.006023 12.006023 12.006023
10 9.9613682 9.9613682 9.9613682
EOD
$c74 << EOD
6 12.006023 12.006023 12.006023
10 9.9613682 9.9613682 9.9613682
EOD
$c75 << EOD
6 10.366872 10.366872 10.366872
10 11.016517 11.016517 11.016517
EOD
$c76 << EOD
6 10.568909 10.568909 10.568909
10 10.695305 10.695305 10.695305
EOD
$c77 << EOD
6 11.336818 11.336818 11.336818
10 9.7481364 9.7481364 9.7481364
EOD
$c78 << EOD
6 11.336818 11.336818 11.336818
10 9.7481364 9.7481364 9.7481364
EOD
$c79 << EOD
6 11.336818 11.336818 11.336818
10 9.7481364 9.7481364 9.7481364
EOD
$c80 << EOD
6 10.450265 10.450265 10.450265
10 10.41625 10.41625 10.41625
EOD
$c81 << EOD
6 11.176399 11.176399 11.176399
10 9.7125761 9.7125761 9.7125761
EOD
$c82 << EOD
6 11.176399 11.176399 11.176399
10 9.7125761 9.7125761 9.7125761
EOD
$c83 << EOD
6 11.176399 11.176399 11.176399
10 9.7125761 9.7125761 9.7125761
EOD
$c84 << EOD
6 10.810535 10.810535 10.810535
10 9.8184073 9.8184073 9.8184073
EOD
$c85 << EOD
6 10.698365 10.698365 10.698365
10 9.796553 9.796553 9.796553
EOD
$c86 << EOD
6 10.269903 10.269903 10.269903
10 9.8373911 9.8373911 9.8373911
EOD
$c87 << EOD
6 10.275874 10.275874 10.275874
10 9.7297951 9.7297951 9.7297951
EOD
$c88 << EOD
6 9.9023064 9.9023064 9.9023064
10 9.8002819 9.8002819 9.8002819
EOD
$c89 << EOD
6 9.8935576 9.8935576 9.8935576
10 9.8015973 9.8015973 9.8015973
EOD
$c90 << EOD
6 9.7830671 9.7830671 9.7830671
10 9.5810632 9.5810632 9.5810632
EOD
$c91 << EOD
6 9.4886489 9.4886489 9.4886489
10 9.7838332 9.7838332 9.7838332
EOD
$c92 << EOD
6 9.7062363 9.7062363 9.7062363
10 9.4539492 9.4539492 9.4539492
EOD
set lmargin at screen 0.100
set rmargin at screen 0.559
set bmargin at screen 0.1436
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('9' 9, '10' 10, '11' 11, '12' 12)
set logscale x
set xtics ('6' 6, '7' 7, '8' 8, '10' 10)
set xrange [5.2173913:11.5]
set yrange [8.2208254:12.852858]
set arrow from graph 1.02, graph 0.2373 to graph 1.085, graph 0.2373 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'ipndm_v4' at graph 1.1, graph 0.2373 left noenhanced font ',14' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.2373 point pt 5 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.5733 to graph 1.085, graph 0.5733 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'deis_tab1' at graph 1.1, graph 0.5733 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.5733 point pt 11 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.4053 to graph 1.085, graph 0.4053 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'ipndm2' at graph 1.1, graph 0.4053 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.4053 point pt 7 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.6293 to graph 1.085, graph 0.6293 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'ipndm_v4_legacy' at graph 1.1, graph 0.6293 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6293 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.2933 to graph 1.085, graph 0.2933 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'ipndm_v3_legacy' at graph 1.1, graph 0.2933 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.2933 point pt 13 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.4613 to graph 1.085, graph 0.4613 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2' at graph 1.1, graph 0.4613 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4613 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.5173 to graph 1.085, graph 0.5173 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unic(dpmpp_2m)' at graph 1.1, graph 0.5173 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5173 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.1813 to graph 1.085, graph 0.1813 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1813 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1813 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3493 to graph 1.085, graph 0.3493 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m)' at graph 1.1, graph 0.3493 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3493 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1253 to graph 1.085, graph 0.1253 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.1253 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1253 point pt 11 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c91 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c92 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c91 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c92 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8
unset output
